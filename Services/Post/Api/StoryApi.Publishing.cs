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
        IdempotencyRecord? record = null;
        while (await requestStream.MoveNext(stop))
        {
            await draft.Take(requestStream.Current, stop);
            if (requestStream.Current.PartCase != PublishPart.PartOneofCase.Start)
                continue;
            record = await db.FindIdempotencyRecordAsync(me, draft.Key, clock.GetUtcNow(), stop);
            // What was answered before is only compared, not made again.
            draft.Upload.Renders = record is null;
        }
        await draft.Finish(stop);
        record ??= await db.FindIdempotencyRecordAsync(me, draft.Key, clock.GetUtcNow(), stop);
        if (record is not null)
            return await ReplayResponse(record, draft.Hash, stop);
        var image = draft.Upload.Images[0]!;
        var ids = await storage.StoreAsync(me, MediaKind.Story, [image], stop);
        try
        {
            var now = clock.GetUtcNow().ToMicroseconds();
            var story = new Story
            {
                Id = Guid.CreateVersion7(now),
                AuthorId = me,
                MediaId = ids[0],
                Width = image.Width,
                Height = image.Height,
                Caption = draft.Caption,
                CreatedAt = now,
                ExpiresAt = now + options.Value.StoryLifetime,
            };
            if (await Save(story, draft, stop))
                return story.View(seen: true);
        }
        catch
        {
            await storage.MarkForDeletionAsync(ids);
            throw;
        }
        // The same request was faster by another connection.
        await storage.MarkForDeletionAsync(ids);
        return await ReplayResponse((await db.FindIdempotencyRecordAsync(me, draft.Key, clock.GetUtcNow(), stop))!, draft.Hash, stop);
    }

    /// <summary>Story, image, answer and event in one transaction; false when the key was answered meanwhile.</summary>
    async Task<bool> Save(Story story, StoryDraft draft, CancellationToken stop)
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
        var attached = await db
            .Media.Where(m => m.Id == story.MediaId && m.State == MediaState.Pending)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MediaState.Attached), stop);
        if (attached != 1)
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

    async Task<StoryView> ReplayResponse(IdempotencyRecord record, byte[] hash, CancellationToken stop)
    {
        record.EnsureSameRequest(hash);
        var now = clock.GetUtcNow();
        var story = await db.Stories.AsNoTracking().SingleOrDefaultAsync(s => s.Id == record.MadeId && s.ExpiresAt > now, stop);
        return story?.View(seen: true) ?? throw new FaultException(Fault.NotFound, "The story this key made is not there any more.");
    }
}
