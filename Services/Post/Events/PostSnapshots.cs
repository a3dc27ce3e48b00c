using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Snapshots;
using Social.Posts.Data;

namespace Social.Posts.Events;

/// <summary>Posts as they are now, with their likes and comments; and of the deleted, that they are.</summary>
public sealed class PostSnapshots(PostDbContext db) : ISnapshotPublisher
{
    public string Name => "posts";

    public Task<List<Guid>> NextAsync(Guid after, int atMost, CancellationToken stop) =>
        db.Posts.Where(p => p.Id > after).OrderBy(p => p.Id).Select(p => p.Id).Take(atMost).ToListAsync(stop);

    public async Task PublishAsync(IReadOnlyList<Guid> aggregates, CancellationToken stop)
    {
        // Without their texts, which no event carries.
        var posts = await (
            from post in db.Posts
            where aggregates.Contains(post.Id)
            join author in db.Authors on post.AuthorId equals author.AuthorId into known
            from author in known.DefaultIfEmpty()
            select new
            {
                post.Id,
                post.AuthorId,
                post.MentionIds,
                post.CreatedAt,
                post.DeletedAt,
                AuthorVersion = author == null ? 0 : author.Version,
            }
        ).ToDictionaryAsync(p => p.Id, stop);
        var likes = await db.Likes.AsNoTracking().Where(l => aggregates.Contains(l.PostId)).OrderBy(l => l.Id).ToListAsync(stop);
        var comments = await db
            .Comments.Where(c => aggregates.Contains(c.PostId))
            .OrderBy(c => c.Id)
            .Select(c => new
            {
                c.Id,
                c.PostId,
                c.AuthorId,
                c.MentionIds,
                c.CreatedAt,
            })
            .ToListAsync(stop);
        foreach (var post in posts.Values)
            if (post.DeletedAt is not null)
                db.Republish(
                    post.Id,
                    new PostDeleted
                    {
                        PostId = post.Id.ToString(),
                        AuthorId = post.AuthorId.ToString(),
                        AuthorVersion = (ulong)post.AuthorVersion,
                    }
                );
            else
                db.Republish(
                    post.Id,
                    new PostPublished
                    {
                        PostId = post.Id.ToString(),
                        AuthorId = post.AuthorId.ToString(),
                        PublishedAt = Timestamp.FromDateTimeOffset(post.CreatedAt),
                        MentionedIds = { post.MentionIds.Select(m => m.ToString()) },
                        AuthorVersion = (ulong)post.AuthorVersion,
                    }
                );
        foreach (var like in likes)
            db.Republish(
                like.PostId,
                new PostLiked
                {
                    PostId = like.PostId.ToString(),
                    AuthorId = posts[like.PostId].AuthorId.ToString(),
                    LikerId = like.UserId.ToString(),
                    LikedAt = Timestamp.FromDateTimeOffset(like.At),
                }
            );
        foreach (var comment in comments)
            db.Republish(
                comment.PostId,
                new CommentAdded
                {
                    CommentId = comment.Id.ToString(),
                    PostId = comment.PostId.ToString(),
                    PostAuthorId = posts[comment.PostId].AuthorId.ToString(),
                    AuthorId = comment.AuthorId.ToString(),
                    MentionedIds = { comment.MentionIds.Select(m => m.ToString()) },
                    AddedAt = Timestamp.FromDateTimeOffset(comment.CreatedAt),
                }
            );
    }
}
