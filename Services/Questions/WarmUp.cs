using Social.Questions.Api;
using Social.ServiceDefaults.Discovery;

namespace Social.Questions;

/// <summary>The usual queries, for nobody: see <see cref="WarmUpExtensions"/>.</summary>
static class WarmUp
{
    public static WebApplicationBuilder AddWarmUp(this WebApplicationBuilder builder) =>
        builder.AddWarmUp(
            async (services, stop) =>
            {
                await services.GetRequiredService<QuestionLists>().ListAsync(new() { Limit = 1 }, Guid.Empty, stop);
                Rendering.MarkdownRenderer.Render("`warm`");
            }
        );
}
