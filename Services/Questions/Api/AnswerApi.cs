using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Questions.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Api;

/// <summary>Answers, votes and comments. One partial file for each subject.</summary>
public sealed partial class AnswerApi(
    QuestionsDbContext db,
    QuestionDetails details,
    MentionLookup mentions,
    ImageLookup images,
    HotKeyLimiter hotTargets,
    TimeProvider clock
) : AnswerService.AnswerServiceBase
{
    DateTimeOffset Now => clock.GetUtcNow().ToMicroseconds();

    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Malformed"/> (cursor), <see cref="Fault.Invalid"/> (limit).
    /// </exception>
    public override Task<AnswerPage> ListAnswers(ListAnswersRequest request, ServerCallContext context) =>
        details.ListAnswersAsync(
            Ids.Question(request.QuestionId),
            context.CallerId(),
            request.Cursor,
            Paging.Limit(request.Limit),
            context.CancellationToken
        );

    /// <summary>The question or the answer that a request names.</summary>
    async Task<Target> LockTargetAsync(
        string question,
        string answer,
        Guid me,
        IEnumerable<Guid> mentioned,
        CancellationToken stop,
        bool apart = false
    )
    {
        if (answer.Length == 0)
        {
            var (only, gone) = await db.LockQuestionAsync(Ids.Question(question), me, mentioned, stop, apart);
            return new(only, null, gone);
        }
        var (about, locked, deleted) = await db.LockAnswerAsync(Ids.Answer(answer), me, mentioned, stop, apart);
        return new(about, locked, deleted);
    }

    /// <summary>Whether the caller may see it, without a lock.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    async Task EnsureVisibleAsync(string question, string answer, Guid me, CancellationToken stop)
    {
        if (answer.Length == 0)
        {
            var id = Ids.Question(question);
            if (!await db.VisibleTo(me).AnyAsync(q => q.Id == id, stop))
                throw QuestionAccess.NoSuchQuestion();
            return;
        }
        var asked = Ids.Answer(answer);
        if (!await db.AnswersVisibleTo(me).AnyAsync(a => a.Id == asked && db.VisibleTo(me).Any(q => q.Id == a.QuestionId), stop))
            throw QuestionAccess.NoSuchAnswer();
    }

    /// <summary>What is voted or commented on, locked.</summary>
    /// <param name="Answer">Null: it is the question itself.</param>
    sealed record Target(Question Question, Answer? Answer, IReadOnlySet<Guid> Deleted)
    {
        public Guid Id => Answer?.Id ?? Question.Id;
        public Guid? AuthorId => Answer is null ? Question.AuthorId : Answer.AuthorId;
    }
}
