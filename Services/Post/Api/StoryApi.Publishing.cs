using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.DeletedUsers;
using Social.Posts.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

public sealed partial class StoryApi
{
    /// <summary>One story, streamed. When it is refused nothing of it is left.</summary>
    /// <exception cref="FaultException">
    /// <see cref="Fault.Invalid"/> (caption, image), <see cref="Fault.TooLarge"/>, <see cref="Fault.UnsupportedMedia"/>,
    /// <see cref="Fault.Conflict"/> when the idempotency key was used for something else or there are too many live stories,
    /// <see cref="Fault.Malformed"/>.
    /// </exception>
    public override async Task<StoryView> PublishStory(IAsyncStreamReader<PublishPart> requestStream, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        await using var draft = new StoryDraft(renderer);
        if (await publishing.ReceiveAsync(draft, me, requestStream, stop) is { } record)
            return await ReplayResponseAsync(record, stop);
        return await publishing.StoreAsync(
            draft,
            me,
            MediaKind.Story,
            async images =>
            {
                var now = clock.GetUtcNow().ToMicroseconds();
                var story = new Story
                {
                    Id = Guid.CreateVersion7(now),
                    AuthorId = me,
                    MediaId = images[0],
                    Width = draft.Upload.Images[0]!.Width,
                    Height = draft.Upload.Images[0]!.Height,
                    Caption = draft.Text,
                    CreatedAt = now,
                    ExpiresAt = now + options.Value.StoryLifetime,
                };
                return await SaveAsync(story, draft, stop) ? story.View(seen: true) : null;
            },
            same => ReplayResponseAsync(same, stop),
            stop
        );
    }

    /// <summary>Story, image, answer and event in one transaction; false when the key was answered meanwhile.</summary>
    async Task<bool> SaveAsync(Story story, StoryDraft draft, CancellationToken stop)
    {
        await using var transaction = await db.BeginAsync(stop);
        if ((await db.LockAndFindDeletedUsersAsync([story.AuthorId], stop)).Count > 0)
            throw AccountGone();
        // The author's lock, too: what is counted below stays so.
        await db.LockAsync([story.Id, story.AuthorId], stop);
        if (!await db.TryClaimAsync(story.AuthorId, draft.Key, draft.Hash, story.Id, story.CreatedAt, stop))
            return false;
        if (await db.Stories.CountAsync(s => s.AuthorId == story.AuthorId && s.ExpiresAt > story.CreatedAt, stop) >= Story.MaxLive)
            throw new FaultException(Fault.Conflict, $"You have {Story.MaxLive} stories already; delete one, or wait for one to end.");
        if (!await db.TryAttachAsync([story.MediaId], stop))
            throw new FaultException(Fault.Unavailable, "The image took too long; please try again.");
        db.Stories.Add(story);
        db.Publish(
            story.Id,
            new StoryPublished
            {
                StoryId = story.Id.ToString(),
                AuthorId = story.AuthorId.ToString(),
                PublishedAt = Timestamp.FromDateTimeOffset(story.CreatedAt),
                ExpiresAt = Timestamp.FromDateTimeOffset(story.ExpiresAt),
            }
        );
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }

    async Task<StoryView> ReplayResponseAsync(IdempotencyRecord record, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var story = await db.Stories.AsNoTracking().SingleOrDefaultAsync(s => s.Id == record.MadeId && s.ExpiresAt > now, stop);
        return story?.View(seen: true) ?? throw new FaultException(Fault.NotFound, "The story this key made is not there any more.");
    }
}
