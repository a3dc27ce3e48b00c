using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Questions.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Questions.Api;

/// <summary>Every list of questions: one statement each, however long its page.</summary>
public sealed class QuestionLists(QuestionsDbContext db)
{
    const byte SearchOrder = 100;
    const int MaxSuggested = 20;
    const int DefaultSuggested = 5;
    const int ExcerptLength = 200;

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/> (cursor, ids), <see cref="Fault.Invalid"/> (limit, sort).</exception>
    public async Task<QuestionPage> ListAsync(ListQuestionsRequest request, Guid me, CancellationToken stop)
    {
        var limit = Paging.Limit(request.Limit);
        var order = (byte)request.Sort;
        var last = KeyCursor.Read(order, request.Cursor);
        if (Filter(request, me) is not { } questions)
            return new();
        var page = await Order(questions, request.Sort, last).Take(limit + 1).RowsFor(me, db).ToListAsync(stop);
        return new()
        {
            Questions = { page.Take(limit).Select(row => row.ToView()) },
            Next = page.Count > limit ? After(page[limit - 1], request.Sort) : "",
        };
    }

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/> (cursor, q), <see cref="Fault.Invalid"/> (q, limit).</exception>
    public async Task<FoundPage> SearchAsync(SearchQuestionsRequest request, Guid me, CancellationToken stop)
    {
        var limit = Paging.Limit(request.Limit);
        var last = KeyCursor.Read(SearchOrder, request.Cursor);
        var asked = Asked(request.Query);
        if (SearchWords.Query(asked) is not { } query || Tagged(db.VisibleTo(me), request.Tag) is not { } questions)
            return new();
        var matches = db.MatchingWithAnswers(query, me);
        if (last is var (key, id))
        {
            var rank = BitConverter.Int32BitsToSingle((int)key);
            matches = matches.Where(m => m.Rank < rank || (m.Rank == rank && m.Id < id));
        }
        var page = await matches
            .Join(
                questions,
                m => m.Id,
                q => q.Id,
                (m, q) =>
                    new
                    {
                        m.Rank,
                        m.AnswerId,
                        Question = q,
                    }
            )
            .OrderByDescending(f => f.Rank)
            .ThenByDescending(f => f.Question.Id)
            .Take(limit + 1)
            .Join(
                db.Questions.RowsFor(me, db),
                f => f.Question.Id,
                row => row.Id,
                (f, row) =>
                    new
                    {
                        f.Rank,
                        f.AnswerId,
                        Body = f.AnswerId == null
                            ? f.Question.Body
                            : db.Answers.Where(a => a.Id == f.AnswerId).Select(a => a.Body).FirstOrDefault(),
                        Row = row,
                    }
            )
            .OrderByDescending(f => f.Rank)
            .ThenByDescending(f => f.Row.Id)
            .ToListAsync(stop);
        var words = SearchWords.Wanted(asked);
        return new()
        {
            Found =
            {
                page.Take(limit)
                    .Select(f => new FoundQuestion
                    {
                        Question = f.Row.ToView(),
                        AnswerId = f.AnswerId.ToText(),
                        Title = { Segments(SearchHits.Split(f.Row.Title, words)) },
                        Excerpt = { Segments(SearchHits.Excerpt(Rendering.MarkdownRenderer.ToPlain(f.Body ?? ""), words, ExcerptLength)) },
                    }),
            },
            Next =
                page.Count > limit
                    ? KeyCursor.After(SearchOrder, BitConverter.SingleToInt32Bits(page[limit - 1].Rank), page[limit - 1].Row.Id)
                    : "",
        };
    }

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> (title, limit), <see cref="Fault.Malformed"/>.</exception>
    public Task<QuestionList> SimilarAsync(ListSimilarRequest request, Guid me, CancellationToken stop)
    {
        var title = Storable(request.Title);
        if (title.Length > Question.TitleRules.MaxBytes)
            throw new FaultException(Fault.Invalid, "title", $"A title has at most {Question.TitleRules.MaxCharacters} characters.");
        return SearchWords.AnyOf(title) is { } query
            ? BestAsync(db.Matching(query), request.Limit, me, stop)
            : Task.FromResult(new QuestionList());
    }

    /// <summary>Of a question that the caller may not see there are none.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> (limit).</exception>
    public Task<QuestionList> RelatedAsync(Guid id, int limit, Guid me, CancellationToken stop)
    {
        var visible = db.VisibleTo(me).Where(q => q.Id == id);
        return BestAsync(db.RelatedTo(id).Where(_ => visible.Any()), limit, me, stop);
    }

    /// <summary>Those that there are for the caller, in the order of the ids.</summary>
    public async Task<QuestionList> GetAsync(IReadOnlyCollection<Guid> ids, Guid me, CancellationToken stop)
    {
        var found = await db.VisibleTo(me).Where(q => ids.Contains(q.Id)).RowsFor(me, db).ToDictionaryAsync(row => row.Id, stop);
        return new() { Questions = { ids.Distinct().Where(found.ContainsKey).Select(id => found[id].ToView()) } };
    }

    async Task<QuestionList> BestAsync(IQueryable<Match> matches, int asked, Guid me, CancellationToken stop)
    {
        var limit = asked switch
        {
            0 => DefaultSuggested,
            >= 1 and <= MaxSuggested => asked,
            _ => throw new FaultException(Fault.Invalid, "limit", $"The limit is 1 to {MaxSuggested}."),
        };
        var page = await matches
            .Join(db.VisibleTo(me).RowsFor(me, db), m => m.Id, row => row.Id, (m, row) => new { m.Rank, Row = row })
            .OrderByDescending(f => f.Rank)
            .ThenByDescending(f => f.Row.Id)
            .Take(limit)
            .ToListAsync(stop);
        return new() { Questions = { page.Select(f => f.Row.ToView()) } };
    }

    IQueryable<Question>? Filter(ListQuestionsRequest request, Guid me)
    {
        var questions = Tagged(db.VisibleTo(me), request.Tag);
        if (Ids.Optional(request.AuthorId, "authorId") is { } author)
            questions = questions?.Where(q => q.AuthorId == author);
        if (Ids.Optional(request.AnsweredById, "answeredById") is { } answerer)
            questions = questions?.Where(q => db.Answers.Any(a => a.AuthorId == answerer && a.QuestionId == q.Id));
        if (request.FollowedTags)
            questions = questions?.Where(q =>
                db.QuestionTags.Any(t => t.QuestionId == q.Id && db.TagFollows.Any(f => f.UserId == me && f.Tag == t.Tag))
            );
        return questions;
    }

    /// <summary>Null when no question can have this tag.</summary>
    IQueryable<Question>? Tagged(IQueryable<Question> questions, string tag)
    {
        if (tag.Length == 0)
            return questions;
        return TagName.TryRead(tag) is { } name
            ? questions.Where(q => db.QuestionTags.Any(t => t.Tag == name && t.QuestionId == q.Id))
            : null;
    }

    static IQueryable<Question> Order(IQueryable<Question> questions, QuestionSort sort, (long Key, Guid Id)? last)
    {
        var (key, id) = last ?? default;
        switch (sort)
        {
            case QuestionSort.Active:
                if (last is not null)
                {
                    var at = TimeCursor.ToTime(key);
                    questions = questions.Where(q => q.ActiveAt < at || (q.ActiveAt == at && q.Id < id));
                }
                return questions.OrderByDescending(q => q.ActiveAt).ThenByDescending(q => q.Id);
            case QuestionSort.Votes:
                if (last is not null)
                {
                    // Of the column's type, so that its index serves.
                    var score = (int)key;
                    questions = questions.Where(q => q.Score < score || (q.Score == score && q.Id < id));
                }
                return questions.OrderByDescending(q => q.Score).ThenByDescending(q => q.Id);
            default:
                if (sort == QuestionSort.Unanswered)
                    questions = questions.Where(q => q.Answers == 0);
                if (last is not null)
                    questions = questions.Where(q => q.Id < id);
                return questions.OrderByDescending(q => q.Id);
        }
    }

    static string After(QuestionRow row, QuestionSort sort) =>
        KeyCursor.After(
            (byte)sort,
            sort switch
            {
                QuestionSort.Active => row.ActiveAt.UtcTicks,
                QuestionSort.Votes => row.Score,
                _ => 0,
            },
            row.Id
        );

    static IEnumerable<Segment> Segments(IEnumerable<(string Text, bool IsHit)> parts) =>
        parts.Select(part => new Segment { Text = part.Text, Hit = part.IsHit });

    static string Asked(string text)
    {
        text = Storable(text).Trim();
        return text.Length > 0 && Graphemes.Count(text) <= SharedLimits.SearchQuery
            ? text
            : throw new FaultException(Fault.Invalid, "q", $"A search has 1 to {SharedLimits.SearchQuery} characters.");
    }

    static string Storable(string text) =>
        text.Contains('\0', StringComparison.Ordinal) ? throw new FaultException(Fault.Malformed, "A null character is in no text.") : text;
}
