using Social.Contracts;
using Social.Gateway.CachedReads;
using Social.Gateway.Caching;
using Social.Gateway.ChangeStamps;

namespace Social.Gateway.Feed;

/// <summary>
/// Reads which posts the caller's home shows: a first page that Feed has told before out of this process's memory, as long as the change
/// stamps say that nothing was added since. What was deleted or hidden meanwhile is left out where the posts are composed.
/// </summary>
sealed class HomeReader(FeedService.FeedServiceClient feed, RequestStamps stamps, ViewerMemory memory, LocalCache local)
{
    /// <summary>A page of the feed behind a cursor; an empty one: the first.</summary>
    public async Task<FeedPage> ReadAsync(Guid me, string cursor, int limit, CancellationToken stop)
    {
        if (cursor.Length > 0)
            return await AskAsync(cursor, limit, stop);
        var viewer = me.ToString();
        var row = Keys.Home(viewer);
        var page = $"{row}:{limit}";
        var now = await stamps.ReadAsync(Keys.Profile(viewer), [row, .. Shown(memory.FindAny<Home>(me, page))]);
        if (now is not null && memory.TryFind<Home>(me, page, now.Of(row), out var known))
            return known!.Page;
        var found = await AskAsync(cursor, limit, stop);
        if (now is not null && found.Stamped)
            memory.Keep(me, page, now.Of(row), new Home(found, [.. found.Items.Select(i => Keys.Post(i.PostId))]));
        return found;
    }

    /// <summary>The rows of which a page is composed, as far as this process has copies: their stamps will be needed next.</summary>
    HashSet<string> Shown(Home? home)
    {
        if (home is null)
            return [];
        var rows = new HashSet<string>(4 * home.PostRows.Length);
        for (var i = 0; i < home.PostRows.Length; i++)
        {
            rows.Add(home.PostRows[i]);
            if (local.Find(home.PostRows[i]) is { } entry)
                rows.UnionWith(PostContent.Of(entry).PeopleRows);
            else
                rows.Add(Keys.Profile(home.Page.Items[i].AuthorId));
        }
        return rows;
    }

    async Task<FeedPage> AskAsync(string cursor, int limit, CancellationToken stop) =>
        await feed.GetHomeAsync(new() { Cursor = cursor, Limit = limit }, cancellationToken: stop);

    /// <summary>What Feed told, and the names of the rows of its posts.</summary>
    sealed record Home(FeedPage Page, string[] PostRows);
}
