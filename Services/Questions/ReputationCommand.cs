using Social.Questions.Data;

namespace Social.Questions;

/// <summary>The command <c>rebuild-reputation</c>.</summary>
static class ReputationCommand
{
    /// <summary>Makes everybody's reputation anew from the votes and acceptances there are, while the service runs.</summary>
    public static WebApplicationBuilder AddReputationCommand(this WebApplicationBuilder builder)
    {
        builder.Services.AddKeyedSingleton<Func<string[], Task>>(
            "rebuild-reputation",
            (services, _) =>
                async _ =>
                {
                    await using var scope = services.CreateAsyncScope();
                    var people = await scope
                        .ServiceProvider.GetRequiredService<QuestionsDbContext>()
                        .RebuildReputationsAsync(CancellationToken.None);
                    Console.WriteLine($"Reputation of {people} people rebuilt.");
                }
        );
        return builder;
    }
}
