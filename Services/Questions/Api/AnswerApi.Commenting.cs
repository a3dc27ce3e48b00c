using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Blocks;
using Social.Questions.Data;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Api;

public sealed partial class AnswerApi
{
    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Invalid"/> (text), <see cref="Fault.Conflict"/>: too many comments, or another request's
    /// idempotency key; <see cref="Fault.Malformed"/>, <see cref="Fault.Unavailable"/>.
    /// </exception>
    public override async Task<QuestionCommentView> AddQuestionComment(AddQuestionCommentRequest request, ServerCallContext context)
    {
        var (me, now, stop) = (context.CallerId(), Now, context.CancellationToken);
        var key = IdempotencyRecord.ValidateKey(request.IdempotencyKey);
        var text = Comment.ValidateText(request.Text);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"comment\0{request.QuestionId}\0{request.AnswerId}\0{text}"));
        if (await db.FindIdempotencyRecordAsync(me, key, now, stop) is { } record)
            return await ReplayCommentAsync(record, hash, stop);
        await EnsureVisibleAsync(request.QuestionId, request.AnswerId, me, stop);
        var mentioned = await mentions.FindAsync(me, text, stop);
        await using (var transaction = await db.BeginAsync(stop))
        {
            var target = await LockTargetAsync(request.QuestionId, request.AnswerId, me, mentioned, stop);
            var comment = new Comment
            {
                Id = Guid.CreateVersion7(now),
                QuestionId = target.Question.Id,
                TargetId = target.Id,
                AuthorId = me,
                Text = text,
                MentionIds = [.. mentioned.Except(target.Deleted)],
                CreatedAt = now,
            };
            if (await db.TryClaimAsync(me, key, hash, comment.Id, now, stop))
            {
                if (await db.Comments.CountAsync(c => c.TargetId == comment.TargetId, stop) >= Comment.MaxComments)
                    throw new FaultException(
                        Fault.Conflict,
                        $"There are {Comment.MaxComments} comments, which is the most: write an answer instead."
                    );
                db.Comments.Add(comment);
                db.Publish(target.Question.Id, ToEvent(target, comment));
                await db.SaveChangesAsync(stop);
                await transaction.CommitAsync(stop);
                return comment.ToView();
            }
        }
        // The same request was faster by another connection.
        return await ReplayCommentAsync((await db.FindIdempotencyRecordAsync(me, key, now, stop))!, hash, stop);
    }

    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/> when neither the comment nor what it is about is the caller's.
    /// </exception>
    public override async Task<DeleteQuestionCommentReply> DeleteQuestionComment(
        DeleteQuestionCommentRequest request,
        ServerCallContext context
    )
    {
        var (me, id, stop) = (context.CallerId(), Ids.Comment(request.Id), context.CancellationToken);
        var apart = db.BlockedEitherWay(me);
        var found =
            await db
                .Comments.AsNoTracking()
                .Where(c => c.Id == id && (c.AuthorId == null || !apart.Contains(c.AuthorId.Value)))
                .SingleOrDefaultAsync(stop)
            ?? throw Ids.NoSuchComment();
        await using var transaction = await db.BeginAsync(stop);
        Guid[] author = found.AuthorId is { } known ? [known] : [];
        var target = await LockTargetAsync(
            found.QuestionId.ToString(),
            found.TargetId == found.QuestionId ? "" : found.TargetId.ToString(),
            me,
            author,
            stop,
            apart: found.AuthorId == me
        );
        if (found.AuthorId != me && target.AuthorId != me)
            throw new FaultException(Fault.Forbidden, "A comment is deleted by its author or the author of what it is about.");
        if (await db.Comments.Where(c => c.Id == id).ExecuteDeleteAsync(stop) == 0)
            throw Ids.NoSuchComment();
        db.Publish(
            found.QuestionId,
            new QuestionCommentDeleted
            {
                QuestionId = found.QuestionId.ToString(),
                CommentId = id.ToString(),
                AuthorId = found.AuthorId.ToText(),
            }
        );
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return new();
    }

    static QuestionCommented ToEvent(Target target, Comment comment) =>
        new()
        {
            QuestionId = target.Question.Id.ToString(),
            AnswerId = target.Answer is null ? "" : target.Id.ToString(),
            CommentId = comment.Id.ToString(),
            QuestionAuthorId = target.Question.AuthorId.ToText(),
            TargetAuthorId = target.AuthorId.ToText(),
            AuthorId = comment.AuthorId.ToText(),
            CommentedAt = Timestamp.FromDateTimeOffset(comment.CreatedAt),
            MentionedIds = { comment.MentionIds.Select(m => m.ToString()) },
        };

    async Task<QuestionCommentView> ReplayCommentAsync(IdempotencyRecord record, byte[] hash, CancellationToken stop)
    {
        record.EnsureSameRequest(hash);
        var comment = await db.Comments.AsNoTracking().SingleOrDefaultAsync(c => c.Id == record.MadeId, stop);
        return comment?.ToView() ?? throw new FaultException(Fault.NotFound, "The comment this key made was deleted.");
    }
}
