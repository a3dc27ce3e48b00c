using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults.Database;

namespace Social.Questions.Data;

/// <summary>What others think of somebody's questions and answers: changed with the votes and acceptances it consists of.</summary>
public sealed class Reputation
{
    public const int QuestionUp = 5;
    public const int AnswerUp = 10;
    public const int Down = -2;

    /// <summary>To who answered, unless they had asked themselves.</summary>
    public const int AnswerAccepted = 15;

    /// <summary>To who asked, for the same.</summary>
    public const int AcceptedAnswer = 2;

    public Guid UserId { get; init; }
    public int Points { get; init; }

    /// <summary>What a vote is worth to the author of what it is about.</summary>
    public static int PointsFor(int vote, bool isAnswer) =>
        vote switch
        {
            > 0 => isAnswer ? AnswerUp : QuestionUp,
            < 0 => Down,
            _ => 0,
        };

    internal static void Map(ModelBuilder model) => model.Entity<Reputation>().ToTable("reputations").HasKey(r => r.UserId);
}

static class ReputationExtensions
{
    /// <summary>Adds points in the open transaction, by people in one order; whoever was deleted (null) has none.</summary>
    public static async Task AddPointsAsync(
        this QuestionsDbContext db,
        IEnumerable<(Guid? User, int Points)> changes,
        CancellationToken stop
    )
    {
        var sums = changes
            .Where(c => c.User is not null)
            .GroupBy(c => c.User!.Value, c => c.Points)
            .Select(same => (User: same.Key, Points: same.Sum()))
            .Where(c => c.Points != 0)
            .ToList();
        if (sums.Count == 0)
            return;
        var (users, points) = (sums.Select(c => c.User).ToArray(), sums.Select(c => c.Points).ToArray());
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into reputations as r (user_id, points)
            select user_id, points from unnest({users}, {points}) as changed (user_id, points) order by user_id
            on conflict (user_id) do update set points = r.points + excluded.points
            """,
            stop
        );
    }

    /// <summary>
    /// Everybody's from the votes and acceptances there are, in one transaction. Writers wait meanwhile: each changes reputation after the
    /// fact, so what is not seen here is added behind it.
    /// </summary>
    /// <returns>How many people have any.</returns>
    public static async Task<int> RebuildReputationsAsync(this QuestionsDbContext db, CancellationToken stop)
    {
        await using var transaction = await db.BeginAsync(stop);
        await db.Database.ExecuteSqlRawAsync("lock table reputations in exclusive mode", stop);
        await db.Database.ExecuteSqlRawAsync("delete from reputations", stop);
        var people = await db.Database.ExecuteSqlAsync(
            $"""
            insert into reputations (user_id, points)
            select user_id, sum(points)::int from (
                select q.author_id as user_id, case when v.value > 0 then {Reputation.QuestionUp} else {Reputation.Down} end as points
                from votes v join questions q on q.id = v.target_id
                union all
                select a.author_id, case when v.value > 0 then {Reputation.AnswerUp} else {Reputation.Down} end
                from votes v join answers a on a.id = v.target_id
                union all
                select a.author_id, {Reputation.AnswerAccepted}
                from questions q join answers a on a.id = q.accepted_answer_id and a.author_id is distinct from q.author_id
                union all
                select q.author_id, {Reputation.AcceptedAnswer}
                from questions q join answers a on a.id = q.accepted_answer_id and a.author_id is distinct from q.author_id
            ) as facts
            where user_id is not null
            group by user_id
            having sum(points) <> 0
            """,
            stop
        );
        await transaction.CommitAsync(stop);
        return people;
    }
}
