using Social.Contracts;
using Social.Gateway.CachedReads;

namespace Social.Gateway.Feed;

/// <summary>
/// Reads which posts the caller's home shows: a first page that Feed has told before out of this process's memory, as long as the change
/// stamps say that nothing was added since. What was deleted or hidden meanwhile is left out where the posts are composed.
/// </summary>
sealed class HomeReader(FeedService.FeedServiceClient feed, StampReader stamps, ViewerMemory memory)
{
    /// <summary>A page of the feed behind a cursor; an empty one: the first.</summary>
    public async Task<FeedPage> ReadAsync(Guid me, string cursor, int limit, CancellationToken stop)
    {
        if (cursor.Length > 0)
            return await AskAsync(cursor, limit, stop);
        var viewer = me.ToString();
        var row = Keys.Home(viewer);
        var now = await stamps.ReadAsync(Keys.Profile(viewer), [row]);
        var page = $"{row}:{limit}";
        if (now is not null && memory.TryFind<FeedPage>(me, page, now.Of(row), out var known))
            return known!;
        var found = await AskAsync(cursor, limit, stop);
        if (now is not null && found.Stamped)
            memory.Keep(me, page, now.Of(row), found);
        return found;
    }

    async Task<FeedPage> AskAsync(string cursor, int limit, CancellationToken stop) =>
        await feed.GetHomeAsync(new() { Cursor = cursor, Limit = limit }, cancellationToken: stop);
}
