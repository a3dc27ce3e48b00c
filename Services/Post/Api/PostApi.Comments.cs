using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Blocks;
using Social.Messaging.DeletedUsers;
using Social.Posts.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.ChangeStamps;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

public sealed partial class PostApi
{
    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Invalid"/> (text), <see cref="Fault.Conflict"/> when the idempotency key was used
    /// for something else, <see cref="Fault.Malformed"/>.
    /// </exception>
    public override async Task<CommentView> AddComment(AddCommentRequest request, ServerCallContext context)
    {
        var (me, post, stop) = (context.CallerId(), PostId(request.PostId), context.CancellationToken);
        var key = IdempotencyRecord.ValidateKey(request.IdempotencyKey);
        var text = Comment.ValidateText(request.Text);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"comment\0{post}\0{text}"));
        var now = clock.GetUtcNow().ToMicroseconds();
        if (await db.FindIdempotencyRecordAsync(me, key, now, stop) is { } record)
            return await ReplayCommentAsync(record, hash, stop);
        var mentions = await FindMentionedAsync(me, text, stop);
        using (await hotPosts.EnterAsync(post, stop))
        await using (var transaction = await db.BeginAsync(stop))
        {
            var (author, gone) = await LockVisiblePostAsync(post, me, mentions, stop);
            var comment = new Comment
            {
                Id = Guid.CreateVersion7(now),
                PostId = post,
                AuthorId = me,
                Text = text,
                MentionIds = [.. mentions.Except(gone)],
                CreatedAt = now,
            };
            if (await db.TryClaimAsync(me, key, hash, comment.Id, now, stop))
            {
                await CountCommentsAsync(post, 1, stop);
                StampAfterCommit(StampKeys.Post(post));
                db.Comments.Add(comment);
                db.Publish(
                    post,
                    new CommentAdded
                    {
                        CommentId = comment.Id.ToString(),
                        PostId = post.ToString(),
                        PostAuthorId = author.ToString(),
                        AuthorId = me.ToString(),
                        MentionedIds = { comment.MentionIds.Select(m => m.ToString()) },
                        AddedAt = Timestamp.FromDateTimeOffset(now),
                    }
                );
                await db.SaveChangesAsync(stop);
                await transaction.CommitAsync(stop);
                return comment.View();
            }
        }
        // The same request was faster by another connection.
        return await ReplayCommentAsync((await db.FindIdempotencyRecordAsync(me, key, now, stop))!, hash, stop);
    }

    /// <summary>Oldest first: a conversation is read from its beginning, and a page that was read does not shift.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>, <see cref="Fault.Malformed"/> (cursor), <see cref="Fault.Invalid"/> (limit).</exception>
    public override async Task<CommentPage> ListComments(ListCommentsRequest request, ServerCallContext context)
    {
        var (me, post, stop) = (ViewerOf(context), PostId(request.PostId), context.CancellationToken);
        var limit = Paging.Limit(request.Limit);
        var last = Paging.ReadId(request.Cursor);
        if (!await db.VisibleTo(me).AnyAsync(p => p.Id == post, stop))
            throw NoSuchPost();
        var apart = db.BlockedEitherWay(me);
        var comments = db.Comments.AsNoTracking().Where(c => c.PostId == post && !apart.Contains(c.AuthorId));
        if (last is not null)
            comments = comments.Where(c => c.Id > last);
        var page = await comments.OrderBy(c => c.Id).Take(limit + 1).ToListAsync(stop);
        return new()
        {
            Comments = { page.Take(limit).Select(c => c.View()) },
            Next = page.Count > limit ? Paging.ToCursor(page[limit - 1].Id) : "",
        };
    }

    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/> when neither the comment nor the post is the caller's.
    /// </exception>
    public override async Task<DeleteCommentReply> DeleteComment(DeleteCommentRequest request, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        if (!Guid.TryParse(request.Id, out var id))
            throw NoSuchComment();
        await using var transaction = await db.BeginAsync(stop);
        var found =
            await (
                from c in db.Comments
                join p in db.Published on c.PostId equals p.Id
                where c.Id == id
                select new
                {
                    c.AuthorId,
                    c.PostId,
                    PostAuthorId = p.AuthorId,
                }
            ).SingleOrDefaultAsync(stop) ?? throw NoSuchComment();
        if (found.AuthorId != me && found.PostAuthorId != me)
        {
            Guid[] both = [found.AuthorId, found.PostAuthorId];
            throw await db.BlockedEitherWay(me).AnyAsync(person => both.Contains(person), stop)
                ? NoSuchComment()
                : new FaultException(Fault.Forbidden, "A comment is deleted by its author or the post's.");
        }
        var gone = await db.LockAndFindDeletedUsersAsync([me, found.AuthorId, found.PostAuthorId], stop);
        if (gone.Count > 0)
            throw gone.Contains(me) ? AccountGone() : NoSuchComment();
        await db.LockAsync([found.PostId], stop);
        // The post's row before the comment's, as everywhere.
        await CountCommentsAsync(found.PostId, -1, stop);
        StampAfterCommit(StampKeys.Post(found.PostId));
        if (await db.Comments.Where(c => c.Id == id).ExecuteDeleteAsync(stop) == 0)
            throw NoSuchComment();
        db.Publish(
            found.PostId,
            new CommentDeleted
            {
                CommentId = id.ToString(),
                PostId = found.PostId.ToString(),
                AuthorId = found.AuthorId.ToString(),
            }
        );
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return new();
    }

    /// <summary>Its author may have deleted the post before this transaction had its lock.</summary>
    async Task CountCommentsAsync(Guid post, int more, CancellationToken stop)
    {
        if (
            await db
                .Published.Where(p => p.Id == post)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.Comments, p => p.Comments + more), stop) == 0
        )
            throw NoSuchPost();
    }

    async Task<CommentView> ReplayCommentAsync(IdempotencyRecord record, byte[] hash, CancellationToken stop)
    {
        record.EnsureSameRequest(hash);
        var comment = await db.Comments.AsNoTracking().SingleOrDefaultAsync(c => c.Id == record.MadeId, stop);
        return comment?.View() ?? throw new FaultException(Fault.NotFound, "The comment this key made was deleted.");
    }

    static FaultException NoSuchComment() => new(Fault.NotFound, "There is no such comment.");
}
