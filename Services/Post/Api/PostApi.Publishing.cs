using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.DeletedUsers;
using Social.Posts.Data;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.ChangeStamps;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

public sealed partial class PostApi
{
    /// <summary>One post, streamed. When it is refused nothing of it is left.</summary>
    /// <exception cref="FaultException">
    /// <see cref="Fault.Invalid"/> (text, alts, images), <see cref="Fault.TooLarge"/>, <see cref="Fault.UnsupportedMedia"/>,
    /// <see cref="Fault.Conflict"/> when the idempotency key was used for something else, <see cref="Fault.Malformed"/>.
    /// </exception>
    public override async Task<PostView> Publish(IAsyncStreamReader<PublishPart> requestStream, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        await using var draft = new Draft(renderer);
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

        var mentions = await Mentioned(me, draft.Text, stop);
        // Objects before the row: an object without a post is swept later, a post without its images is broken.
        var ids = await storage.StoreAsync(me, MediaKind.Post, [.. draft.Upload.Images.Select(i => i!)], stop);
        try
        {
            var post = Post.Create(me, draft.Text, mentions, draft.Show(ids), clock.GetUtcNow());
            if (await Save(post, draft, stop))
                return post.View();
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

    /// <summary>Post, images, answer and event in one transaction; false when the key was answered meanwhile.</summary>
    async Task<bool> Save(Post post, Draft draft, CancellationToken stop)
    {
        await using var transaction = await db.BeginAsync(stop);
        var gone = await db.LockAndFindDeletedUsersAsync([post.AuthorId, .. post.MentionIds], stop);
        if (gone.Contains(post.AuthorId))
            throw AccountGone();
        post.RemoveMentions(gone);
        await db.LockAsync([post.Id], stop);
        if (!await db.TryClaimAsync(post.AuthorId, draft.Key, draft.Hash, post.Id, post.CreatedAt, stop))
            return false;
        List<Guid> ids = [.. post.Images.Select(i => i.Id)];
        if (ids.Count > 0 && await AttachAsync(ids, stop) != ids.Count)
            throw new FaultException(Fault.Unavailable, "The images took too long; please try again.");
        db.Posts.Add(post);
        StampAfterCommit(StampKeys.Post(post.Id), StampKeys.PostsOf(post.AuthorId));
        db.Tags.AddRange(PostTag.From(post));
        db.Publish(
            post.Id,
            new PostPublished
            {
                PostId = post.Id.ToString(),
                AuthorId = post.AuthorId.ToString(),
                PublishedAt = Timestamp.FromDateTimeOffset(post.CreatedAt),
                MentionedIds = { post.MentionIds.Select(m => m.ToString()) },
                AuthorVersion = (ulong)await db.IncrementAuthorVersionAsync(post.AuthorId, +1, stop),
            }
        );
        await db.SaveChangesAsync(stop);
        await db.StoreWordsAsync(post, stop);
        await transaction.CommitAsync(stop);
        return true;
    }

    Task<int> AttachAsync(List<Guid> images, CancellationToken stop) =>
        db
            .Media.Where(m => images.Contains(m.Id) && m.State == MediaState.Pending)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MediaState.Attached), stop);

    async Task<PostView> ReplayResponse(IdempotencyRecord record, byte[] hash, CancellationToken stop)
    {
        record.EnsureSameRequest(hash);
        var posts = db.Published.Where(p => p.Id == record.MadeId);
        return await ViewOne(posts, record.CallerId, stop)
            ?? throw new FaultException(Fault.NotFound, "The post this key made was deleted.");
    }
}
