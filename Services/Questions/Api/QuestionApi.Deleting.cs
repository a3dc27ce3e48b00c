using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Questions.Data;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Api;

public sealed partial class QuestionApi
{
    /// <summary>With its answers, which are the asker's own, and all that stands under it. Repeatable.</summary>
    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/>, <see cref="Fault.Conflict"/>: somebody else has answered.
    /// </exception>
    public override async Task<DeleteQuestionReply> DeleteQuestion(DeleteQuestionRequest request, ServerCallContext context)
    {
        var (me, id, now, stop) = (context.CallerId(), Ids.Question(request.Id), Now, context.CancellationToken);
        if (await db.Questions.AnyAsync(q => q.Id == id && q.AuthorId == me && q.DeletedAt != null, stop))
            return new();
        await using var transaction = await db.BeginAsync(stop);
        var (question, _) = await db.LockQuestionAsync(id, me, [], stop);
        question.EnsureAsker(me, "deletes a question");
        if (await db.Answers.AnyAsync(a => a.QuestionId == id && a.AuthorId != me, stop))
            throw new FaultException(Fault.Conflict, "Others have answered this question, so it stays. You can edit it.");
        // In one order with whoever else locks several: what is closed in its favour is opened below.
        await db.Database.ExecuteSqlAsync(
            $"select from questions where id = {id} or duplicate_of_id = {id} order by id for no key update",
            stop
        );
        var (tags, points) = (question.Tags, await PointsFromVotesAsync(id, stop));
        question.Delete(now);
        await db.DeleteImagesAsync(id, db.TextImages.Where(i => i.QuestionId == id), stop);
        db.Publish(id, new QuestionDeleted { QuestionId = id.ToString(), AuthorId = me.ToString() });
        await db.SaveChangesAsync(stop);
        await db.Votes.Where(v => v.QuestionId == id).ExecuteDeleteAsync(stop);
        await db.Comments.Where(c => c.QuestionId == id).ExecuteDeleteAsync(stop);
        await db.Revisions.Where(r => r.QuestionId == id).ExecuteDeleteAsync(stop);
        await db.Answers.Where(a => a.QuestionId == id).ExecuteDeleteAsync(stop);
        await db.QuestionFollows.Where(f => f.QuestionId == id).ExecuteDeleteAsync(stop);
        await db.Words.Where(w => w.QuestionId == id).ExecuteDeleteAsync(stop);
        await db
            .Questions.Where(q => q.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(q => q.Score, 0).SetProperty(q => q.Answers, 0).SetProperty(q => q.Views, 0), stop);
        await db
            .Questions.Where(q => q.DuplicateOfId == id)
            .ExecuteUpdateAsync(set => set.SetProperty(q => q.DuplicateOfId, (Guid?)null), stop);
        await db.SetTagsAsync(id, tags, [], stop);
        await db.AddPointsAsync(points.Select(p => (p.User, -p.Points)), stop);
        await transaction.CommitAsync(stop);
        return new();
    }

    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/>, <see cref="Fault.Invalid"/>: itself, <see cref="Fault.Conflict"/>: the
    /// other one is closed, too.
    /// </exception>
    public override async Task<MarkDuplicateReply> MarkDuplicate(MarkDuplicateRequest request, ServerCallContext context)
    {
        var (me, id, stop) = (context.CallerId(), Ids.Question(request.Id), context.CancellationToken);
        Guid? other = request.OfId.Length == 0 ? null : Ids.Question(request.OfId);
        if (id == other)
            throw new FaultException(Fault.Invalid, "otherId", "A question is no duplicate of itself.");
        await using var transaction = await db.BeginAsync(stop);
        var asker = await db.VisibleTo(me).Where(q => q.Id == id).Select(q => new { q.AuthorId }).SingleOrDefaultAsync(stop);
        if ((asker ?? throw QuestionAccess.NoSuchQuestion()).AuthorId != me)
            throw new FaultException(Fault.Forbidden, "Only its asker closes a question as a duplicate.");
        await db.LockPeopleAsync(me, [], stop);
        // Both, so that no two are closed in favour of each other.
        await db.LockAsync(other is { } both ? [id, both] : [id], stop);
        var question =
            await db.Questions.SingleOrDefaultAsync(q => q.Id == id && q.DeletedAt == null, stop) ?? throw QuestionAccess.NoSuchQuestion();
        if (other is not null)
        {
            var original = await db.VisibleTo(me).Where(q => q.Id == other).Select(q => new { q.DuplicateOfId }).SingleOrDefaultAsync(stop);
            if ((original ?? throw QuestionAccess.NoSuchQuestion()).DuplicateOfId is not null)
                throw new FaultException(Fault.Conflict, "That question is closed as a duplicate itself: name the one it refers to.");
        }
        question.DuplicateOfId = other;
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return new();
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public override async Task<FollowQuestionReply> FollowQuestion(FollowQuestionRequest request, ServerCallContext context)
    {
        var (me, id, stop) = (context.CallerId(), Ids.Question(request.Id), context.CancellationToken);
        await using var transaction = await db.BeginAsync(stop);
        await db.LockQuestionAsync(id, me, [], stop);
        if (request.Follow)
            await db.Database.ExecuteSqlAsync(
                $"insert into question_follows (question_id, user_id) values ({id}, {me}) on conflict do nothing",
                stop
            );
        else
            await db.QuestionFollows.Where(f => f.QuestionId == id && f.UserId == me).ExecuteDeleteAsync(stop);
        await transaction.CommitAsync(stop);
        return new();
    }

    /// <summary>What the votes on a question and on its answers gave to whom.</summary>
    async Task<List<(Guid? User, int Points)>> PointsFromVotesAsync(Guid id, CancellationToken stop)
    {
        var asked = await db
            .Votes.Join(db.Questions.Where(q => q.Id == id), v => v.TargetId, q => q.Id, (v, q) => new { q.AuthorId, v.Value })
            .ToListAsync(stop);
        var answered = await db
            .Votes.Join(db.Answers.Where(a => a.QuestionId == id), v => v.TargetId, a => a.Id, (v, a) => new { a.AuthorId, v.Value })
            .ToListAsync(stop);
        return
        [
            .. asked.Select(v => (v.AuthorId, Reputation.PointsFor(v.Value, isAnswer: false))),
            .. answered.Select(v => (v.AuthorId, Reputation.PointsFor(v.Value, isAnswer: true))),
        ];
    }
}
