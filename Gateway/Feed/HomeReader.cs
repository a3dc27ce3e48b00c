using Social.Contracts;
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
        var now = await stamps.ReadAsync(Keys.Profile(viewer), [row, .. Shown(memory.FindAny<FeedPage>(me, page))]);
        if (now is not null && memory.TryFind<FeedPage>(me, page, now.Of(row), out var known))
            return known!;
        var found = await AskAsync(cursor, limit, stop);
        if (now is not null && found.Stamped)
            memory.Keep(me, page, now.Of(row), found);
        return found;
    }

    /// <summary>The rows of which a page is composed, as far as this process has copies: their stamps will be needed next.</summary>
    IEnumerable<string> Shown(FeedPage? page)
    {
        if (page is null)
            return [];
        List<string> posts = [.. page.Items.Select(i => Keys.Post(i.PostId))];
        var people = page.Items.Select(i => i.AuthorId).Concat(local.Find(posts).SelectMany(entry => entry.PeopleOfPost()));
        return posts.Concat(people.Distinct().Select(Keys.Profile));
    }

    async Task<FeedPage> AskAsync(string cursor, int limit, CancellationToken stop) =>
        await feed.GetHomeAsync(new() { Cursor = cursor, Limit = limit }, cancellationToken: stop);
}
