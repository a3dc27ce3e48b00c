using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Questions.Data;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Api;

public sealed partial class AnswerApi
{
    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/> for one's own, <see cref="Fault.Invalid"/> (value).
    /// </exception>
    public override async Task<VoteReply> Vote(VoteRequest request, ServerCallContext context)
    {
        var (me, now, stop) = (context.CallerId(), Now, context.CancellationToken);
        var value = Data.Vote.ValidateValue(request.Value);
        using var permit = await hotTargets.EnterAsync((request.QuestionId, request.AnswerId), stop);
        await using var transaction = await db.BeginAsync(stop);
        var target = await LockTargetAsync(request.QuestionId, request.AnswerId, me, [], stop);
        if (target.AuthorId == me)
            throw new FaultException(Fault.Forbidden, $"You can't vote on your own {(target.Answer is null ? "question" : "answer")}.");
        var id = target.Id;
        // The question's lock is held: nobody votes between this and the end.
        var before = await db.Votes.Where(v => v.TargetId == id && v.VoterId == me).Select(v => v.Value).SingleOrDefaultAsync(stop);
        var score = (target.Answer?.Score ?? target.Question.Score) + value - before;
        if (value == before)
            return new() { Score = score };
        await StoreVoteAsync(target, me, value, value - before, stop);
        await db.AddPointsAsync(
            [
                (
                    target.AuthorId,
                    Reputation.PointsFor(value, target.Answer is not null) - Reputation.PointsFor(before, target.Answer is not null)
                ),
            ],
            stop
        );
        db.Publish(
            target.Question.Id,
            new Voted
            {
                QuestionId = target.Question.Id.ToString(),
                AnswerId = target.Answer is null ? "" : id.ToString(),
                QuestionAuthorId = target.Question.AuthorId.ToText(),
                TargetAuthorId = target.AuthorId.ToText(),
                VoterId = me.ToString(),
                Value = value,
                Previous = before,
                VotedAt = Timestamp.FromDateTimeOffset(now),
            }
        );
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return new() { Score = score };
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/>.</exception>
    public override async Task<AcceptAnswerReply> AcceptAnswer(AcceptAnswerRequest request, ServerCallContext context)
    {
        var (me, id, now, stop) = (context.CallerId(), Ids.Answer(request.Id), Now, context.CancellationToken);
        await using var transaction = await db.BeginAsync(stop);
        // The acceptance of somebody who is blocked now can still be withdrawn.
        var own = !request.Accept && await db.Questions.AnyAsync(q => q.AcceptedAnswerId == id && q.AuthorId == me, stop);
        var (question, answer, _) = await db.LockAnswerAsync(id, me, [], stop, apart: own);
        question.EnsureAsker(me, "accepts an answer");
        if (question.AcceptedAnswerId == id == request.Accept)
            return new();
        var changes = new List<(Guid?, int)>();
        if (question.AcceptedAnswerId is { } previous)
        {
            // Locked, since the deletion of their account takes their points and must not be outrun by these.
            var answerer = await db
                .Database.SqlQuery<Guid?>($"""select author_id as "Value" from answers where id = {previous} for no key update""")
                .ToListAsync(stop);
            changes.AddRange(PointsFor(question, answerer.Single(), -1));
            db.Publish(
                question.Id,
                new AnswerUnaccepted
                {
                    QuestionId = question.Id.ToString(),
                    AnswerId = previous.ToString(),
                    QuestionAuthorId = me.ToString(),
                }
            );
        }
        question.AcceptedAnswerId = request.Accept ? id : null;
        if (request.Accept)
        {
            changes.AddRange(PointsFor(question, answer.AuthorId, +1));
            db.Publish(
                question.Id,
                new AnswerAccepted
                {
                    QuestionId = question.Id.ToString(),
                    AnswerId = id.ToString(),
                    QuestionAuthorId = me.ToString(),
                    AuthorId = answer.AuthorId.ToText(),
                    AcceptedAt = Timestamp.FromDateTimeOffset(now),
                }
            );
        }
        await db.SaveChangesAsync(stop);
        await db.AddPointsAsync(changes, stop);
        await transaction.CommitAsync(stop);
        return new();
    }

    /// <summary>Nobody gains from accepting their own answer.</summary>
    static IEnumerable<(Guid?, int)> PointsFor(Question question, Guid? answerer, int times) =>
        question.AuthorId == answerer
            ? []
            : [(answerer, times * Reputation.AnswerAccepted), (question.AuthorId, times * Reputation.AcceptedAnswer)];

    /// <summary>The vote and, by the difference, the score that it is part of.</summary>
    async Task StoreVoteAsync(Target target, Guid me, short value, int change, CancellationToken stop)
    {
        var id = target.Id;
        if (target.Answer is null)
            await db.Questions.Where(q => q.Id == id).ExecuteUpdateAsync(set => set.SetProperty(q => q.Score, q => q.Score + change), stop);
        else
            await db.Answers.Where(a => a.Id == id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Score, a => a.Score + change), stop);
        if (value == 0)
            await db.Votes.Where(v => v.TargetId == id && v.VoterId == me).ExecuteDeleteAsync(stop);
        else
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into votes (target_id, voter_id, question_id, value) values ({id}, {me}, {target.Question.Id}, {value})
                on conflict (target_id, voter_id) do update set value = excluded.value
                """,
                stop
            );
    }
}
