using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Posts.Data;
using Social.ServiceDefaults;

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
        await using var draft = new Draft(studio);
        Answered? answered = null;
        while (await requestStream.MoveNext(stop))
        {
            await draft.Take(requestStream.Current, stop);
            if (requestStream.Current.PartCase != PublishPart.PartOneofCase.Start)
                continue;
            answered = await db.FindAnsweredAsync(me, draft.Key, clock.GetUtcNow(), stop);
            // What was answered before is only compared, not made again.
            draft.Upload.Renders = answered is null;
        }
        await draft.Finish(stop);
        answered ??= await db.FindAnsweredAsync(me, draft.Key, clock.GetUtcNow(), stop);
        if (answered is not null)
            return await AnswerAgain(answered, draft.Hash, stop);

        var text = Post.Accept(await db.ComposedAsync(draft.Text, stop));
        var mentions = await Mentioned(me, text, stop);
        // Objects before the row: an object without a post is swept later, a post without its images is broken.
        var ids = await shelf.Place(me, MediaKind.Post, [.. draft.Upload.Images.Select(i => i!)], stop);
        try
        {
            var post = Post.Create(me, text, mentions, draft.Show(ids), clock.GetUtcNow());
            if (await Save(post, draft, stop))
                return post.View();
        }
        catch
        {
            await shelf.Discard(ids);
            throw;
        }
        // The same request was faster by another connection.
        await shelf.Discard(ids);
        return await AnswerAgain((await db.FindAnsweredAsync(me, draft.Key, clock.GetUtcNow(), stop))!, draft.Hash, stop);
    }

    /// <summary>Post, images, answer and event in one transaction; false when the key was answered meanwhile.</summary>
    async Task<bool> Save(Post post, Draft draft, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var gone = await db.WhoIsGoneAsync([post.AuthorId, .. post.MentionIds], stop);
        if (gone.Contains(post.AuthorId))
            throw AccountGone();
        post.Forget(gone);
        await db.LockAsync([post.Id], stop);
        if (!await db.ClaimAsync(post.AuthorId, draft.Key, draft.Hash, post.Id, post.CreatedAt, stop))
            return false;
        List<Guid> ids = [.. post.Images.Select(i => i.Id)];
        var attached = await db
            .Media.Where(m => ids.Contains(m.Id) && m.State == MediaState.Pending)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MediaState.Attached), stop);
        if (attached != ids.Count)
            throw new FaultException(Fault.Unavailable, "The images took too long; please try again.");
        db.Posts.Add(post);
        db.Tags.AddRange(PostTag.Of(post, post.Tags));
        db.Publish(
            post.Id,
            new PostPublished
            {
                PostId = post.Id.ToString(),
                AuthorId = post.AuthorId.ToString(),
                PublishedAt = Timestamp.FromDateTimeOffset(post.CreatedAt),
                MentionedIds = { post.MentionIds.Select(m => m.ToString()) },
                AuthorVersion = (ulong)await db.RaiseAuthorAsync(post.AuthorId, stop),
            }
        );
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }

    async Task<PostView> AnswerAgain(Answered answered, byte[] hash, CancellationToken stop)
    {
        answered.MustBe(hash);
        var posts = db.Published.Where(p => p.Id == answered.MadeId);
        return await ViewOne(posts, answered.CallerId, stop)
            ?? throw new FaultException(Fault.NotFound, "The post this key made was deleted.");
    }
}
