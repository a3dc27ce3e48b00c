using Social.Contracts;
using Social.Gateway.Http;
using Social.Gateway.Posts;

namespace Social.Gateway.Questions;

/// <summary>A question as lists show it.</summary>
/// <param name="Author">Null when the account was deleted.</param>
/// <param name="Excerpt">The beginning of its body as plain text.</param>
/// <param name="Answers">How many the caller may read.</param>
/// <param name="Views">Counted with some seconds' delay, each reader once in a while.</param>
/// <param name="AcceptedAnswerId">Null when there is none.</param>
/// <param name="DuplicateOf">The question in whose favour it is closed; null while it is open.</param>
/// <param name="MyVote">The caller's: -1, 0 or 1.</param>
/// <param name="Followed">By the caller.</param>
/// <param name="ActiveAt">When it was asked, answered or edited last.</param>
/// <param name="Match">Where it has the words that were searched for; null when nothing was.</param>
public sealed partial record QuestionJson(
    Guid Id,
    QuestionAuthorJson? Author,
    string Title,
    string Excerpt,
    IReadOnlyList<string> Tags,
    int Score,
    int Answers,
    long Views,
    Guid? AcceptedAnswerId,
    Guid? DuplicateOf,
    int MyVote,
    bool Followed,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EditedAt,
    DateTimeOffset ActiveAt,
    MatchJson? Match
)
{
    public static QuestionJson From(QuestionView q, AuthorJson? author, MatchJson? match = null) =>
        new(
            Guid.Parse(q.Id),
            author is null ? null : QuestionAuthorJson.From(author, q.AuthorReputation),
            q.Title,
            q.Excerpt,
            q.Tags,
            q.Score,
            q.Answers,
            q.Views,
            Optional(q.AcceptedAnswerId),
            Optional(q.DuplicateOfId),
            q.MyVote,
            q.Followed,
            q.CreatedAt.ToDateTimeOffset(),
            q.EditedAt?.ToDateTimeOffset(),
            q.ActiveAt.ToDateTimeOffset(),
            match
        );

    static Guid? Optional(string id) => id.Length == 0 ? null : Guid.Parse(id);
}

/// <summary>Where a question has the words that were searched for.</summary>
/// <param name="Title">All of it, in parts.</param>
/// <param name="Excerpt">Its body around the first match as plain text, in parts; of an answer, where only that has the words.</param>
/// <param name="AnswerId">That answer; null when the question itself has the words.</param>
public sealed record MatchJson(IReadOnlyList<SegmentJson> Title, IReadOnlyList<SegmentJson> Excerpt, Guid? AnswerId)
{
    public static MatchJson From(FoundQuestion found) =>
        new(
            [.. found.Title.Select(SegmentJson.From)],
            [.. found.Excerpt.Select(SegmentJson.From)],
            found.AnswerId.Length == 0 ? null : Guid.Parse(found.AnswerId)
        );
}

/// <summary>A part of a text.</summary>
/// <param name="Hit">Whether it is one of the words.</param>
public sealed record SegmentJson(string Text, bool Hit)
{
    public static SegmentJson From(Segment segment) => new(segment.Text, segment.Hit);
}

/// <summary>A question with what stands under it.</summary>
/// <param name="Question">As lists show it.</param>
/// <param name="Body">As it was written, in CommonMark.</param>
/// <param name="BodyHtml">The body rendered and sanitised: safe to show as it is.</param>
/// <param name="Mentions">The people its body names by @username, as far as the caller may see them.</param>
/// <param name="Comments">On the question itself, the oldest first.</param>
/// <param name="Answers">The first page: the accepted one first, then by score. The others are at `/api/questions/{id}/answers`.</param>
public sealed partial record QuestionDetailJson(
    QuestionJson Question,
    string Body,
    string BodyHtml,
    IReadOnlyList<AuthorJson> Mentions,
    IReadOnlyList<QuestionCommentJson> Comments,
    Page<AnswerJson> Answers
);

/// <summary>A question to ask.</summary>
/// <param name="Title">One line of 15 to 150 characters.</param>
/// <param name="Body">CommonMark of 1 to 30,000 characters. HTML in it is shown as text, and images only from `/media/`.</param>
/// <param name="Tags">1 to 5, each of 1 to 35 letters, digits and + - . #.</param>
public sealed partial record AskBody(string? Title, string? Body, IReadOnlyList<string>? Tags);

/// <summary>Changes of a question; what is absent stays.</summary>
/// <inheritdoc cref="AskBody"/>
public sealed partial record EditQuestionBody(string? Title, string? Body, IReadOnlyList<string>? Tags);

/// <summary>What a question said before it was edited.</summary>
/// <param name="WrittenAt">When it began to say so.</param>
public sealed partial record QuestionEditJson(string Title, string Body, IReadOnlyList<string> Tags, DateTimeOffset WrittenAt);
