using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Snapshots;
using Social.Posts.Data;

namespace Social.Posts.Events;

/// <summary>Stories that have not been taken away yet.</summary>
public sealed class StorySnapshots(PostDbContext db) : ISnapshotPublisher
{
    public string Name => "stories";

    public Task<List<Guid>> NextAsync(Guid after, int atMost, CancellationToken stop) =>
        db.Stories.Where(s => s.Id > after).OrderBy(s => s.Id).Select(s => s.Id).Take(atMost).ToListAsync(stop);

    public async Task PublishAsync(IReadOnlyList<Guid> aggregates, CancellationToken stop)
    {
        foreach (var story in await db.Stories.AsNoTracking().Where(s => aggregates.Contains(s.Id)).ToListAsync(stop))
            db.Republish(
                story.Id,
                new StoryPublished
                {
                    StoryId = story.Id.ToString(),
                    AuthorId = story.AuthorId.ToString(),
                    PublishedAt = Timestamp.FromDateTimeOffset(story.CreatedAt),
                    ExpiresAt = Timestamp.FromDateTimeOffset(story.ExpiresAt),
                }
            );
    }
}
