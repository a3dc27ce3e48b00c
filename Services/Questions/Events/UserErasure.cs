using Microsoft.EntityFrameworkCore;
using Social.Messaging.Blocks;
using Social.Questions.Data;

namespace Social.Questions.Events;

static class UserErasure
{
    /// <summary>Removes a person from every row, in the open transaction, which has marked them as deleted.</summary>
    public static async Task EraseAsync(this QuestionsDbContext db, Guid user, CancellationToken stop)
    {
        await LockRowsAsync(db, user, stop);
        await EraseVotesAsync(db, user, stop);
        await EraseAuthorshipAsync(db, user, stop);
        await EraseMentionsAsync(db, user, stop);
        await db.Reputations.Where(r => r.UserId == user).ExecuteDeleteAsync(stop);
        await db.QuestionFollows.Where(f => f.UserId == user).ExecuteDeleteAsync(stop);
        await db.TagFollows.Where(f => f.UserId == user).ExecuteDeleteAsync(stop);
        await db.IdempotencyRecords.Where(r => r.CallerId == user).ExecuteDeleteAsync(stop);
        await db.RemoveBlocksOfAsync(user, stop);
    }

    /// <summary>
    /// By rows and in one order, as every writer takes a question's row before those of its answers. Not by the questions' own locks, of
    /// which the database has room for some thousands only.
    /// </summary>
    static async Task LockRowsAsync(QuestionsDbContext db, Guid user, CancellationToken stop)
    {
        await db.Database.ExecuteSqlAsync(
            $$"""
            select from questions
            where id in (
                select id from questions where author_id = {{user}}
                union select question_id from votes where voter_id = {{user}}
                union select id from questions where mention_ids <> '{}' and mention_ids @> array[{{user}}])
            order by id for no key update
            """,
            stop
        );
        await db.Database.ExecuteSqlAsync(
            $$"""
            select from answers
            where id in (
                select id from answers where author_id = {{user}}
                union select target_id from votes where voter_id = {{user}}
                union select id from answers where mention_ids <> '{}' and mention_ids @> array[{{user}}])
            order by id for no key update
            """,
            stop
        );
    }

    /// <summary>The scores and the authors' reputation follow.</summary>
    static async Task EraseVotesAsync(QuestionsDbContext db, Guid user, CancellationToken stop)
    {
        await db.Database.ExecuteSqlAsync(
            $"update questions q set score = score - v.value from votes v where v.voter_id = {user} and v.target_id = q.id",
            stop
        );
        await db.Database.ExecuteSqlAsync(
            $"update answers a set score = score - v.value from votes v where v.voter_id = {user} and v.target_id = a.id",
            stop
        );
        var asked = await db
            .Votes.Where(v => v.VoterId == user)
            .Join(db.Questions, v => v.TargetId, q => q.Id, (v, q) => new { q.AuthorId, v.Value })
            .ToListAsync(stop);
        var answered = await db
            .Votes.Where(v => v.VoterId == user)
            .Join(db.Answers, v => v.TargetId, a => a.Id, (v, a) => new { a.AuthorId, v.Value })
            .ToListAsync(stop);
        await db.Votes.Where(v => v.VoterId == user).ExecuteDeleteAsync(stop);
        await db.AddPointsAsync(
            [
                .. asked.Select(v => (v.AuthorId, -Reputation.PointsFor(v.Value, isAnswer: false))),
                .. answered.Select(v => (v.AuthorId, -Reputation.PointsFor(v.Value, isAnswer: true))),
            ],
            stop
        );
    }

    static async Task EraseAuthorshipAsync(QuestionsDbContext db, Guid user, CancellationToken stop)
    {
        await db.Questions.Where(q => q.AuthorId == user && q.DeletedAt != null).ExecuteDeleteAsync(stop);
        await db.Questions.Where(q => q.AuthorId == user).ExecuteUpdateAsync(set => set.SetProperty(q => q.AuthorId, (Guid?)null), stop);
        await db.Answers.Where(a => a.AuthorId == user).ExecuteUpdateAsync(set => set.SetProperty(a => a.AuthorId, (Guid?)null), stop);
        await db.Comments.Where(c => c.AuthorId == user).ExecuteUpdateAsync(set => set.SetProperty(c => c.AuthorId, (Guid?)null), stop);
    }

    static async Task EraseMentionsAsync(QuestionsDbContext db, Guid user, CancellationToken stop)
    {
        await db.Database.ExecuteSqlAsync(
            $$"""
            update questions set mention_ids = array_remove(mention_ids, {{user}})
            where mention_ids <> '{}' and mention_ids @> array[{{user}}]
            """,
            stop
        );
        await db.Database.ExecuteSqlAsync(
            $$"""
            update answers set mention_ids = array_remove(mention_ids, {{user}})
            where mention_ids <> '{}' and mention_ids @> array[{{user}}]
            """,
            stop
        );
        await db.Database.ExecuteSqlAsync(
            $$"""
            update comments set mention_ids = array_remove(mention_ids, {{user}})
            where mention_ids <> '{}' and mention_ids @> array[{{user}}]
            """,
            stop
        );
    }
}
