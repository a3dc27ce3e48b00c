using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Blocks;
using Social.Messaging.DeletedUsers;
using Social.Posts.Data;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.ChangeStamps;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

public sealed partial class PostApi
{
    /// <summary>Deletes the caller's own post; its images are gone for readers at once and from the store soon after. Repeatable.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/> when it is another's.</exception>
    public override async Task<DeletePostReply> DeletePost(DeletePostRequest request, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        if (!Guid.TryParse(request.Id, out var id))
            throw NoSuchPost();
        await using var transaction = await db.BeginAsync(stop);
        if ((await db.LockAndFindDeletedUsersAsync([me], stop)).Count > 0)
            throw AccountGone();
        await db.LockAsync([id], stop);
        var post = await db.Posts.Include(p => p.Images).SingleOrDefaultAsync(p => p.Id == id, stop);
        if (
            post is null
            || (post.AuthorId != me && (post.DeletedAt is not null || await db.BlockedEitherWay(me).ContainsAsync(post.AuthorId, stop)))
        )
            throw NoSuchPost();
        if (post.AuthorId != me)
            throw new FaultException(Fault.Forbidden, "Only its author deletes a post.");
        if (post.DeletedAt is not null)
            return new();
        List<Guid> images = [.. post.Images.Select(i => i.Id)];
        post.Delete(clock.GetUtcNow());
        StampAfterCommit(StampKeys.Post(id), StampKeys.PostsOf(me));
        db.Publish(
            id,
            new PostDeleted
            {
                PostId = id.ToString(),
                AuthorId = me.ToString(),
                AuthorVersion = (ulong)await db.IncrementAuthorVersionAsync(me, -1, stop),
            }
        );
        await db.SaveChangesAsync(stop);
        await db
            .Media.Where(m => images.Contains(m.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MediaState.PendingDeletion), stop);
        await db.Tags.Where(t => t.PostId == id).ExecuteDeleteAsync(stop);
        await db.Words.Where(w => w.PostId == id).ExecuteDeleteAsync(stop);
        await db.Revisions.Where(r => r.PostId == id).ExecuteDeleteAsync(stop);
        await db.Likes.Where(l => l.PostId == id).ExecuteDeleteAsync(stop);
        await db.Comments.Where(c => c.PostId == id).ExecuteDeleteAsync(stop);
        await transaction.CommitAsync(stop);
        cleanup.Wake();
        return new();
    }
}
