using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Social.Feeds.Data;

namespace Social.Feeds.Timelines;

/// <summary>Reads who follows the authors of new posts, page by page: memory does not grow with the number of followers.</summary>
static class FanOutReader
{
    /// <summary>
    /// Follows of these authors, at most <paramref name="size"/> at a time and by the index of followers. Left out are authors above the
    /// threshold, whose posts are merged when a feed is read, and followers who muted the author: unmuting drops their feed, and it is built
    /// again with these posts.
    /// </summary>
    public static async IAsyncEnumerable<List<Follow>> PagesAsync(
        FeedDbContext db,
        Guid[] authors,
        int size,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        var last = new Follow();
        while (true)
        {
            var (author, follower) = (last.FollowedId, last.FollowerId);
            var page = await db
                .Follows.FromSql(
                    $"""
                    select f.follower_id, f.followed_id from follows f
                    where f.followed_id = any ({authors}) and (f.followed_id, f.follower_id) > ({author}, {follower})
                        and not exists (select from high_follower_authors h where h.author_id = f.followed_id)
                        and not exists (select from mutes m where m.muter_id = f.follower_id and m.muted_id = f.followed_id)
                    order by f.followed_id, f.follower_id
                    limit {size}
                    """
                )
                .AsNoTracking()
                .ToListAsync(stop);
            if (page.Count > 0)
                yield return page;
            if (page.Count < size)
                yield break;
            last = page[^1];
        }
    }
}
