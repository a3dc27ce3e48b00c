using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Social.AppHost;

/// <summary>What one may do to an instance on the dashboard, beside stopping and starting it, to see how the rest bears it.</summary>
public static class ChaosExtensions
{
    static readonly HttpClient Instances = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Commands that slow an instance down and let it go on as ever. In development only, as is what they ask of the instance.</summary>
    public static IResourceBuilder<ProjectResource> WithChaos(this IResourceBuilder<ProjectResource> service) =>
        service.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? service
            : service
                .WithCommand("slow-down", "Slow down by 50 ms", context => DelayAsync(context, 50), WhileRunning())
                .WithCommand("slow-down-much", "Slow down by 2 s", context => DelayAsync(context, 2_000), WhileRunning())
                .WithCommand("speed-up", "Slow down no more", context => DelayAsync(context, 0), WhileRunning());

    static CommandOptions WhileRunning() =>
        new()
        {
            UpdateState = context =>
                context.ResourceSnapshot.State?.Text == KnownResourceStates.Running
                    ? ResourceCommandState.Enabled
                    : ResourceCommandState.Disabled,
        };

    static async Task<ExecuteCommandResult> DelayAsync(ExecuteCommandContext context, int milliseconds)
    {
        if (Address(context) is not { } address)
            return CommandResults.Failure("It does not run.");
        var path = string.Create(CultureInfo.InvariantCulture, $"/faults/delay?milliseconds={milliseconds}");
        try
        {
            using var answer = await Instances.PostAsync(new Uri(address, path), content: null, context.CancellationToken);
            return answer.IsSuccessStatusCode ? CommandResults.Success() : CommandResults.Failure($"It answered {(int)answer.StatusCode}.");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return CommandResults.Failure(e.Message);
        }
    }

    /// <summary>Where the instance itself listens: its resource's endpoint may be a proxy before many.</summary>
    static Uri? Address(ExecuteCommandContext context) =>
        context.Services.GetRequiredService<ResourceNotificationService>().TryGetCurrentState(context.ResourceName, out var now)
        && now.Snapshot.EnvironmentVariables.FirstOrDefault(variable => variable.Name == "ASPNETCORE_URLS")?.Value is { } urls
            ? new Uri(urls.Split(';')[0])
            : null;
}
