using Social.Feeds.Api;
using Social.Feeds.Data;
using Social.ServiceDefaults.Discovery;

namespace Social.Feeds;

/// <summary>Somebody reads their home feed and notifications: see <see cref="WarmUpCalls"/>.</summary>
static class WarmUp
{
    public static WebApplicationBuilder AddWarmUp(this WebApplicationBuilder builder) => builder.AddWarmUpCalls<FeedDbContext>(MakeAsync);

    static async Task MakeAsync(WarmUpCalls calls)
    {
        var feed = calls.Api<FeedApi>();
        // Always the same person: Redis keeps a timeline for whoever reads one.
        await feed.GetHome(new() { Limit = 1 }, calls.By(Guid.Empty));
        await feed.ListNotifications(new() { Limit = 1 }, calls.By(Guid.Empty));
        await feed.CountUnread(new(), calls.By(Guid.Empty));
        await feed.MarkRead(new(), calls.By(Guid.Empty));
    }
}
