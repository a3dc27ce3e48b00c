using Microsoft.EntityFrameworkCore;
using Social.Messaging;
using Social.Messaging.DeletedUsers;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Data;

/// <summary>
/// How every write begins: who is deleted, then the question's lock, then rows. Votes, answers and comments are facts about the question, so
/// its lock puts them and their events in one order; in rows, questions come before answers, these before tags, these before reputations.
/// </summary>
static class QuestionAccess
{
    /// <summary>A question that the caller may see, locked until the open transaction ends.</summary>
    /// <param name="apart">Also one that a block hides from the caller: they take back what is their own.</param>
    /// <returns>With those of the mentioned whose accounts were deleted.</returns>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>, <see cref="Fault.Unauthenticated"/>: the caller was deleted.</exception>
    public static async Task<(Question Question, IReadOnlySet<Guid> Deleted)> LockQuestionAsync(
        this QuestionsDbContext db,
        Guid id,
        Guid me,
        IEnumerable<Guid> mentioned,
        CancellationToken stop,
        bool apart = false
    )
    {
        var found =
            await (apart ? db.Questions : db.VisibleTo(me))
                .Where(q => q.Id == id)
                .Select(q => new { q.AuthorId })
                .SingleOrDefaultAsync(stop)
            ?? throw NoSuchQuestion();
        var deleted = await LockPeopleAsync(db, me, [found.AuthorId, .. mentioned.Cast<Guid?>()], stop);
        await db.LockAsync([id], stop);
        return (await LoadAsync(db, id, stop), deleted);
    }

    /// <summary>As <see cref="LockQuestionAsync"/>, for an answer that the caller may see.</summary>
    public static async Task<(Question Question, Answer Answer, IReadOnlySet<Guid> Deleted)> LockAnswerAsync(
        this QuestionsDbContext db,
        Guid id,
        Guid me,
        IEnumerable<Guid> mentioned,
        CancellationToken stop,
        bool apart = false
    )
    {
        var found =
            await (apart ? db.Answers : db.AnswersVisibleTo(me))
                .Where(a => a.Id == id)
                .Join(
                    apart ? db.Questions : db.VisibleTo(me),
                    a => a.QuestionId,
                    q => q.Id,
                    (a, q) =>
                        new
                        {
                            a.AuthorId,
                            a.QuestionId,
                            AskerId = q.AuthorId,
                        }
                )
                .SingleOrDefaultAsync(stop)
            ?? throw NoSuchAnswer();
        var deleted = await LockPeopleAsync(db, me, [found.AuthorId, found.AskerId, .. mentioned.Cast<Guid?>()], stop);
        await db.LockAsync([found.QuestionId], stop);
        var question = await LoadAsync(db, found.QuestionId, stop);
        return (question, await db.Answers.SingleOrDefaultAsync(a => a.Id == id, stop) ?? throw NoSuchAnswer(), deleted);
    }

    /// <summary>Keeps the account from being deleted until the open transaction ends.</summary>
    /// <returns>Those of the others whose accounts were deleted.</returns>
    /// <exception cref="FaultException"><see cref="Fault.Unauthenticated"/> when it was deleted.</exception>
    public static async Task<IReadOnlySet<Guid>> LockPeopleAsync(
        this QuestionsDbContext db,
        Guid me,
        IEnumerable<Guid?> others,
        CancellationToken stop
    )
    {
        var deleted = await db.LockAndFindDeletedUsersAsync(others.OfType<Guid>().Append(me), stop);
        return deleted.Contains(me) ? throw new FaultException(Fault.Unauthenticated, "This account was deleted.") : deleted;
    }

    static async Task<Question> LoadAsync(QuestionsDbContext db, Guid id, CancellationToken stop) =>
        await db.Questions.SingleOrDefaultAsync(q => q.Id == id && q.DeletedAt == null, stop) ?? throw NoSuchQuestion();

    public static FaultException NoSuchQuestion() => new(Fault.NotFound, "There is no such question.");

    public static FaultException NoSuchAnswer() => new(Fault.NotFound, "There is no such answer.");
}
