using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Feeds.Timelines;
using Social.ServiceDefaults.Discovery;

namespace Social.Feeds;

/// <summary>The usual queries, for nobody: see <see cref="WarmUpExtensions"/>.</summary>
static class WarmUp
{
    public static WebApplicationBuilder AddWarmUp(this WebApplicationBuilder builder) =>
        builder.AddWarmUp(
            async (services, stop) =>
            {
                await services.GetRequiredService<HomeTimelineReader>().ReadAsync(Guid.Empty, FeedCursor.Parse(""), 1, stop);
                await services.GetRequiredService<FeedDbContext>().NotificationsOfAsync(Guid.Empty, FeedCursor.Parse("").Last, 1, stop);
                await services.GetRequiredService<FeedDbContext>().UnreadAsync([Guid.Empty], stop);
            }
        );
}
