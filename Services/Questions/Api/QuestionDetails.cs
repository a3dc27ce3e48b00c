using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging.Blocks;
using Social.Questions.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Api;

/// <summary>A question with what stands under it, as one person reads it: three statements, however much that is.</summary>
public sealed class QuestionDetails(QuestionsDbContext db)
{
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public async Task<QuestionDetail> GetAsync(Guid id, Guid me, CancellationToken stop)
    {
        var found =
            await db
                .Questions.Join(
                    db.VisibleTo(me).Where(q => q.Id == id).RowsFor(me, db),
                    q => q.Id,
                    row => row.Id,
                    (q, row) =>
                        new
                        {
                            Row = row,
                            q.Body,
                            q.BodyHtml,
                            q.MentionIds,
                        }
                )
                .SingleOrDefaultAsync(stop)
            ?? throw QuestionAccess.NoSuchQuestion();
        var (answers, next) = await AnswersAsync(id, found.Row.AcceptedAnswerId, me, "", Paging.DefaultLimit, stop);
        var comments = await CommentsAsync([id, .. answers.Select(a => a.Answer.Id)], me, stop);
        return new()
        {
            Question = found.Row.ToView(),
            Body = found.Body,
            BodyHtml = found.BodyHtml,
            MentionIds = { found.MentionIds.Select(m => m.ToString()) },
            Comments = { comments[id] },
            Answers = new() { Answers = { answers.Select(a => a.ToView(comments[a.Answer.Id])) }, Next = next },
        };
    }

    /// <summary>A page of its answers.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>, <see cref="Fault.Malformed"/> (cursor).</exception>
    public async Task<AnswerPage> ListAnswersAsync(Guid id, Guid me, string cursor, int limit, CancellationToken stop)
    {
        var question =
            await db.VisibleTo(me).Where(q => q.Id == id).Select(q => new { q.AcceptedAnswerId, q.AuthorId }).SingleOrDefaultAsync(stop)
            ?? throw QuestionAccess.NoSuchQuestion();
        var (answers, next) = await AnswersAsync(id, question.AcceptedAnswerId, me, cursor, limit, stop);
        var comments = await CommentsAsync([.. answers.Select(a => a.Answer.Id)], me, stop);
        return new()
        {
            Answers = { answers.Select(a => a.ToView(comments[a.Answer.Id])) },
            Next = next,
            QuestionAuthorId = question.AuthorId.ToText(),
        };
    }

    /// <summary>One answer of a question that the caller may see.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public async Task<AnswerView> GetAnswerAsync(Guid id, Guid me, CancellationToken stop)
    {
        var answer =
            await db.AnswersVisibleTo(me)
                .Where(a => a.Id == id && db.VisibleTo(me).Any(q => q.Id == a.QuestionId))
                .RowsFor(me, db)
                .SingleOrDefaultAsync(stop)
            ?? throw QuestionAccess.NoSuchAnswer();
        return answer.ToView((await CommentsAsync([id], me, stop))[id]);
    }

    /// <summary>
    /// The accepted one first, then by score, then the oldest. The accepted one is asked for by its id, so that the others come in the order of
    /// their index. Later pages go by the one that was accepted for the first page: when another one is accepted meanwhile, it still comes
    /// at the place of its score, and the one before is not repeated.
    /// </summary>
    async Task<(List<AnswerRow> Answers, string Next)> AnswersAsync(
        Guid question,
        Guid? accepted,
        Guid me,
        string cursor,
        int limit,
        CancellationToken stop
    )
    {
        var answers = db.AnswersVisibleTo(me).Where(a => a.QuestionId == question);
        if (AnswerCursor.Parse(cursor) is not { } last)
        {
            var first = await answers
                .OrderByDescending(a => a.Id == accepted)
                .ThenByDescending(a => a.Score)
                .ThenBy(a => a.Id)
                .Take(limit + 1)
                .RowsFor(me, db)
                .ToListAsync(stop);
            return Cut(first, accepted, limit);
        }
        var (shown, isFirst, score, id) = (last.Accepted, last.IsBehindAccepted, last.Score, last.Last);
        var page = await answers
            .Where(a => a.Id != shown && (isFirst || a.Score < score || (a.Score == score && a.Id > id)))
            .OrderByDescending(a => a.Score)
            .ThenBy(a => a.Id)
            .Take(limit + 1)
            .RowsFor(me, db)
            .ToListAsync(stop);
        return Cut(page, shown, limit);
    }

    static (List<AnswerRow> Answers, string Next) Cut(List<AnswerRow> page, Guid? accepted, int limit)
    {
        var taken = PageBytes.Fitting(page, limit, row => [row.Answer.Body, row.Answer.BodyHtml]);
        if (page.Count == taken)
            return (page, "");
        var last = page[taken - 1].Answer;
        return (page[..taken], new AnswerCursor(accepted, last.Score, last.Id).ToString());
    }

    async Task<ILookup<Guid, QuestionCommentView>> CommentsAsync(Guid[] targets, Guid me, CancellationToken stop)
    {
        var apart = db.BlockedEitherWay(me);
        var found = await db
            .Comments.AsNoTracking()
            .Where(c => targets.Contains(c.TargetId) && (c.AuthorId == null || !apart.Contains(c.AuthorId.Value)))
            .OrderBy(c => c.Id)
            .ToListAsync(stop);
        return found.ToLookup(c => c.TargetId, CommentViews.ToView);
    }
}

static class CommentViews
{
    public static QuestionCommentView ToView(this Comment c) =>
        new()
        {
            Id = c.Id.ToString(),
            QuestionId = c.QuestionId.ToString(),
            AnswerId = c.TargetId == c.QuestionId ? "" : c.TargetId.ToString(),
            AuthorId = c.AuthorId.ToText(),
            Text = c.Text,
            MentionIds = { c.MentionIds.Select(m => m.ToString()) },
            CreatedAt = Timestamp.FromDateTimeOffset(c.CreatedAt),
        };
}
