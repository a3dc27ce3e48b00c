using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Questions.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Api;

public sealed partial class AnswerApi
{
    /// <summary>Another body for the caller's own answer; what it said before is kept. The same body changes nothing, and nobody is told.</summary>
    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/>, <see cref="Fault.Invalid"/> (body), <see cref="Fault.Unavailable"/>.
    /// </exception>
    public override async Task<AnswerView> EditAnswer(EditAnswerRequest request, ServerCallContext context)
    {
        var (me, id, now, stop) = (context.CallerId(), Ids.Answer(request.Id), Now, context.CancellationToken);
        await EnsureVisibleAsync("", request.Id, me, stop);
        var (body, mentioned) = await mentions.LinkAsync(me, QuestionText.ValidateBody(request.Body, "An answer"), stop);
        var shown = await images.ClaimImagesAsync(me, body, stop);
        await using (var transaction = await db.BeginAsync(stop))
        {
            var (question, answer, deleted) = await db.LockAnswerAsync(id, me, mentioned, stop);
            EnsureAuthor(answer, me, "edits");
            if (answer.Body != body.Source)
            {
                // First and by itself: in rows, questions come before answers.
                await db.Questions.Where(q => q.Id == question.Id).ExecuteUpdateAsync(set => set.SetProperty(q => q.ActiveAt, now), stop);
                db.Revisions.Add(answer.Edit(body, [.. mentioned.Except(deleted)], now));
                await db.SaveChangesAsync(stop);
                await db.AddImagesAsync(question.Id, id, shown, stop);
                await db.StoreWordsAsync(answer, body, stop);
                await transaction.CommitAsync(stop);
            }
        }
        return await details.GetAnswerAsync(id, me, stop);
    }

    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Malformed"/> (cursor), <see cref="Fault.Invalid"/> (limit).
    /// </exception>
    public override async Task<AnswerEdits> ListAnswerEdits(ListAnswerEditsRequest request, ServerCallContext context)
    {
        var (me, id, stop) = (context.CallerId(), Ids.Answer(request.Id), context.CancellationToken);
        var limit = Paging.Limit(request.Limit);
        var last = Paging.ReadId(request.Cursor);
        var authors =
            await (
                from a in db.AnswersVisibleTo(me)
                join q in db.VisibleTo(me) on a.QuestionId equals q.Id
                where a.Id == id
                select new { Answer = a.AuthorId, Question = q.AuthorId }
            ).SingleOrDefaultAsync(stop) ?? throw QuestionAccess.NoSuchAnswer();
        var revisions = db.Revisions.AsNoTracking().Where(r => r.TargetId == id && (last == null || r.Id < last));
        var page = await revisions.OrderByDescending(r => r.Id).Take(limit + 1).ToListAsync(stop);
        var taken = PageBytes.Fitting(page, limit, revision => [revision.Body]);
        return new()
        {
            Edits =
            {
                page.Take(taken).Select(r => new AnswerEditView { Body = r.Body, WrittenAt = Timestamp.FromDateTimeOffset(r.WrittenAt) }),
            },
            Next = page.Count > taken ? Paging.ToCursor(page[taken - 1].Id) : "",
            AuthorIds = { new[] { authors.Answer, authors.Question }.OfType<Guid>().Select(author => author.ToString()) },
        };
    }

    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/>, <see cref="Fault.Conflict"/>: it is accepted.
    /// </exception>
    public override async Task<DeleteAnswerReply> DeleteAnswer(DeleteAnswerRequest request, ServerCallContext context)
    {
        var (me, id, stop) = (context.CallerId(), Ids.Answer(request.Id), context.CancellationToken);
        await using var transaction = await db.BeginAsync(stop);
        var own = await db.Answers.AnyAsync(a => a.Id == id && a.AuthorId == me, stop);
        var (question, answer, _) = await db.LockAnswerAsync(id, me, [], stop, apart: own);
        EnsureAuthor(answer, me, "deletes");
        if (question.AcceptedAnswerId == id)
            throw new FaultException(Fault.Conflict, "This answer is accepted, so it stays. You can edit it.");
        await CountAnswersAsync(question.Id, -1, stop);
        var votes = await db.Votes.Where(v => v.TargetId == id).Select(v => v.Value).ToListAsync(stop);
        await db.Votes.Where(v => v.TargetId == id).ExecuteDeleteAsync(stop);
        await DeleteCommentsAsync(question.Id, id, stop);
        await db.Revisions.Where(r => r.TargetId == id).ExecuteDeleteAsync(stop);
        await db.DeleteImagesAsync(question.Id, db.TextImages.Where(i => i.TextId == id), stop);
        db.Answers.Remove(answer);
        db.Publish(
            question.Id,
            new AnswerDeleted
            {
                QuestionId = question.Id.ToString(),
                AnswerId = id.ToString(),
                AuthorId = me.ToString(),
            }
        );
        await db.SaveChangesAsync(stop);
        await db.AddPointsAsync(votes.Select(v => (answer.AuthorId, -Reputation.PointsFor(v, isAnswer: true))), stop);
        await transaction.CommitAsync(stop);
        return new();
    }

    /// <summary>With their events: what notified of a comment leads nowhere from now on.</summary>
    async Task DeleteCommentsAsync(Guid question, Guid answer, CancellationToken stop)
    {
        var comments = await db.Comments.Where(c => c.TargetId == answer).Select(c => new { c.Id, c.AuthorId }).ToListAsync(stop);
        await db.Comments.Where(c => c.TargetId == answer).ExecuteDeleteAsync(stop);
        foreach (var comment in comments)
            db.Publish(
                question,
                new QuestionCommentDeleted
                {
                    QuestionId = question.ToString(),
                    CommentId = comment.Id.ToString(),
                    AuthorId = comment.AuthorId.ToText(),
                }
            );
    }

    static void EnsureAuthor(Answer answer, Guid me, string verb)
    {
        if (answer.AuthorId != me)
            throw new FaultException(Fault.Forbidden, $"Only its author {verb} an answer.");
    }
}
