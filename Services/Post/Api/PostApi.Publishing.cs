using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
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
        await using var draft = new PostDraft(renderer);
        if (await publishing.ReceiveAsync(draft, me, requestStream, stop) is { } record)
            return await ReplayResponseAsync(record, stop);
        var mentions = await FindMentionedAsync(me, draft.Text, stop);
        return await publishing.StoreAsync(
            draft,
            me,
            MediaKind.Post,
            async images =>
            {
                var post = Post.Create(me, draft.Text, mentions, draft.Show(images), clock.GetUtcNow());
                return await SaveAsync(post, draft, stop) ? post.View() : null;
            },
            same => ReplayResponseAsync(same, stop),
            stop
        );
    }

    /// <summary>Post, images, answer and event in one transaction; false when the key was answered meanwhile.</summary>
    async Task<bool> SaveAsync(Post post, PostDraft draft, CancellationToken stop)
    {
        await using var transaction = await db.BeginAsync(stop);
        var gone = await db.LockAndFindDeletedUsersAsync([post.AuthorId, .. post.MentionIds], stop);
        if (gone.Contains(post.AuthorId))
            throw AccountGone();
        post.RemoveMentions(gone);
        db.LockCreated(post.Id);
        if (!await db.TryClaimAsync(post.AuthorId, draft.Key, draft.Hash, post.Id, post.CreatedAt, stop))
            return false;
        if (!await db.TryAttachAsync([.. post.Images.Select(i => i.Id)], stop))
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

    async Task<PostView> ReplayResponseAsync(IdempotencyRecord record, CancellationToken stop)
    {
        var posts = db.Published.Where(p => p.Id == record.MadeId);
        return await ViewOneAsync(posts, record.CallerId, stop)
            ?? throw new FaultException(Fault.NotFound, "The post this key made was deleted.");
    }
}
