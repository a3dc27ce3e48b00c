using Microsoft.EntityFrameworkCore;
using Social.Messaging.Blocks;

namespace Social.Posts.Data;

/// <summary>
/// Likes and comments of a post that one reader is not shown, because a block stands between them and those who wrote them: counts leave
/// them out as the lists do.
/// </summary>
readonly record struct HiddenCount(int Likes, int Comments);

static class HiddenCounts
{
    /// <summary>
    /// By post; a post without any is absent. Two queries, which readers without blocks are spared: the query for the posts
    /// tells whether there are any.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Guid, HiddenCount>> HiddenCountsAsync(
        this PostDbContext db,
        Guid reader,
        IReadOnlyCollection<Guid> posts,
        CancellationToken stop
    )
    {
        var apart = await db.BlockedEitherWay(reader).Distinct().ToListAsync(stop);
        if (apart.Count == 0 || posts.Count == 0)
            return new Dictionary<Guid, HiddenCount>();
        var likes = db
            .Likes.Where(l => posts.Contains(l.PostId) && apart.Contains(l.UserId))
            .Select(l => new
            {
                Post = l.PostId,
                Likes = 1,
                Comments = 0,
            });
        var comments = db
            .Comments.Where(c => posts.Contains(c.PostId) && apart.Contains(c.AuthorId))
            .Select(c => new
            {
                Post = c.PostId,
                Likes = 0,
                Comments = 1,
            });
        var counts = await likes
            .Concat(comments)
            .GroupBy(one => one.Post)
            .Select(g => new
            {
                Post = g.Key,
                Likes = g.Sum(one => one.Likes),
                Comments = g.Sum(one => one.Comments),
            })
            .ToListAsync(stop);
        return counts.ToDictionary(c => c.Post, c => new HiddenCount(c.Likes, c.Comments));
    }
}
