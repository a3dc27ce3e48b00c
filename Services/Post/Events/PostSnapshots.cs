using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Snapshots;
using Social.Posts.Data;

namespace Social.Posts.Events;

/// <summary>Posts as they are now, without their texts, which no event carries; and the deletions of deleted posts.</summary>
public sealed class PostSnapshots(PostDbContext db) : ISnapshotPublisher
{
    public string Name => "posts";

    public Task<List<SnapshotRow>> NextAsync(SnapshotRow after, int atMost, CancellationToken stop) =>
        db
            .Posts.Where(p => p.Id > after.Aggregate)
            .OrderBy(p => p.Id)
            .Take(atMost)
            .Select(p => new SnapshotRow(p.Id, Guid.Empty))
            .ToListAsync(stop);

    public async Task PublishAsync(SnapshotPage page, CancellationToken stop)
    {
        var posts = await (
            from post in db.Posts
            where page.Aggregates.Contains(post.Id)
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
    }
}
