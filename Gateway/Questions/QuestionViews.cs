using Grpc.Core;
using Social.Contracts;
using Social.Gateway.Http;
using Social.Gateway.Posts;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Questions;

/// <summary>
/// Composes questions, answers and comments with the people they show, one call to Profile however many there are. What somebody wrote whom
/// Profile does not show the caller is left out; what a deleted account wrote has no author.
/// </summary>
sealed class QuestionViews(AuthorLookup lookup)
{
    public async Task<IReadOnlyList<QuestionJson>> ComposeAsync(IReadOnlyCollection<QuestionView> questions, CancellationToken stop)
    {
        var people = await FindAsync(questions.Select(q => q.AuthorId), stop);
        return [.. from q in questions where IsShown(q.AuthorId, people) select QuestionJson.From(q, Author(q.AuthorId, people))];
    }

    public async Task<Page<QuestionJson>> ComposeAsync(FoundPage page, CancellationToken stop)
    {
        var people = await FindAsync(page.Found.Select(f => f.Question.AuthorId), stop);
        var shown =
            from f in page.Found
            where IsShown(f.Question.AuthorId, people)
            select QuestionJson.From(f.Question, Author(f.Question.AuthorId, people), MatchJson.From(f));
        return Pages.From<QuestionJson>([.. shown], page.Next);
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/> when its author is not there for the caller.</exception>
    public async Task<QuestionDetailJson> ComposeAsync(QuestionDetail detail, CancellationToken stop)
    {
        var people = await FindAsync(PeopleOf(detail), stop);
        return IsShown(detail.Question.AuthorId, people) ? Detail(detail, people) : throw NoSuchQuestion();
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/> when the question's author is not there for the caller.</exception>
    public async Task<Page<AnswerJson>> ComposeAsync(AnswerPage page, CancellationToken stop)
    {
        var people = await FindAsync(page.Answers.SelectMany(PeopleOf).Append(page.QuestionAuthorId), stop);
        return IsShown(page.QuestionAuthorId, people) ? Answers(page, people) : throw NoSuchQuestion();
    }

    /// <summary>Whether all of these authors are there for the caller. About themselves nobody is asked.</summary>
    public async Task<bool> AreShownAsync(IEnumerable<string> authors, Guid caller, CancellationToken stop)
    {
        List<string> others = [.. authors.Where(id => id != caller.ToString())];
        var people = await FindAsync(others, stop);
        return others.TrueForAll(id => IsShown(id, people));
    }

    /// <summary>The caller's own, which stands whether or not the other people in it can be looked up.</summary>
    public async Task<QuestionDetailJson> ForAuthorAsync(QuestionDetail detail, AuthorJson me, CancellationToken stop) =>
        Detail(detail, await FindOrOnlyAsync(PeopleOf(detail), me, stop));

    /// <inheritdoc cref="ForAuthorAsync(QuestionDetail, AuthorJson, CancellationToken)"/>
    public async Task<AnswerJson> ForAuthorAsync(AnswerView answer, AuthorJson me, CancellationToken stop) =>
        Answer(answer, await FindOrOnlyAsync(PeopleOf(answer), me, stop));

    /// <inheritdoc cref="ForAuthorAsync(QuestionDetail, AuthorJson, CancellationToken)"/>
    public async Task<QuestionCommentJson> ForAuthorAsync(QuestionCommentView comment, AuthorJson me, CancellationToken stop) =>
        QuestionCommentJson.From(comment, me, await lookup.FindMentionedAsync(comment.MentionIds, stop));

    async Task<IReadOnlyDictionary<string, AuthorJson>> FindAsync(IEnumerable<string> ids, CancellationToken stop)
    {
        List<string> asked = [.. ids.Where(id => id.Length > 0).Distinct()];
        return asked.Count == 0 ? new Dictionary<string, AuthorJson>() : await lookup.FindAsync(asked, excludeMuted: false, stop);
    }

    async Task<IReadOnlyDictionary<string, AuthorJson>> FindOrOnlyAsync(IEnumerable<string> ids, AuthorJson me, CancellationToken stop)
    {
        try
        {
            return await FindAsync(ids.Append(me.Id.ToString()), stop);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return new Dictionary<string, AuthorJson> { [me.Id.ToString()] = me };
        }
    }

    static IEnumerable<string> PeopleOf(QuestionDetail d) =>
        [d.Question.AuthorId, .. d.MentionIds, .. d.Comments.SelectMany(PeopleOf), .. d.Answers.Answers.SelectMany(PeopleOf)];

    static IEnumerable<string> PeopleOf(AnswerView a) => [a.AuthorId, .. a.MentionIds, .. a.Comments.SelectMany(PeopleOf)];

    static IEnumerable<string> PeopleOf(QuestionCommentView c) => [c.AuthorId, .. c.MentionIds];

    static QuestionDetailJson Detail(QuestionDetail d, IReadOnlyDictionary<string, AuthorJson> people) =>
        new(
            QuestionJson.From(d.Question, Author(d.Question.AuthorId, people)),
            d.Body,
            d.BodyHtml,
            d.MentionIds.Among(people),
            Comments(d.Comments, people),
            Answers(d.Answers, people)
        );

    static Page<AnswerJson> Answers(AnswerPage page, IReadOnlyDictionary<string, AuthorJson> people) =>
        Pages.From<AnswerJson>([.. from a in page.Answers where IsShown(a.AuthorId, people) select Answer(a, people)], page.Next);

    static AnswerJson Answer(AnswerView a, IReadOnlyDictionary<string, AuthorJson> people) =>
        new(
            Guid.Parse(a.Id),
            Guid.Parse(a.QuestionId),
            Author(a.AuthorId, people) is { } author ? QuestionAuthorJson.From(author, a.AuthorReputation) : null,
            a.Body,
            a.BodyHtml,
            a.MentionIds.Among(people),
            a.Score,
            a.Accepted,
            a.MyVote,
            a.CreatedAt.ToDateTimeOffset(),
            a.EditedAt?.ToDateTimeOffset(),
            Comments(a.Comments, people)
        );

    static IReadOnlyList<QuestionCommentJson> Comments(
        IEnumerable<QuestionCommentView> comments,
        IReadOnlyDictionary<string, AuthorJson> people
    ) =>
        [
            .. from c in comments
            where IsShown(c.AuthorId, people)
            select QuestionCommentJson.From(c, Author(c.AuthorId, people), c.MentionIds.Among(people)),
        ];

    static bool IsShown(string author, IReadOnlyDictionary<string, AuthorJson> people) => author.Length == 0 || people.ContainsKey(author);

    internal static FaultException NoSuchQuestion() => new(Fault.NotFound, "There is no such question.");

    static AuthorJson? Author(string id, IReadOnlyDictionary<string, AuthorJson> people) => people.GetValueOrDefault(id);
}
