using Social.Contracts;
using Social.Gateway.Posts;

namespace Social.Gateway.Questions;

/// <summary>An answer as the caller sees it.</summary>
/// <param name="Author">Null when the account was deleted.</param>
/// <param name="Body">As it was written, in CommonMark.</param>
/// <param name="BodyHtml">The body rendered and sanitised: safe to show as it is.</param>
/// <param name="Mentions">The people its body names by @username, as far as the caller may see them.</param>
/// <param name="Accepted">By who asked.</param>
/// <param name="MyVote">The caller's: -1, 0 or 1.</param>
/// <param name="Comments">The oldest first.</param>
public sealed partial record AnswerJson(
    Guid Id,
    Guid QuestionId,
    QuestionAuthorJson? Author,
    string Body,
    string BodyHtml,
    IReadOnlyList<AuthorJson> Mentions,
    int Score,
    bool Accepted,
    int MyVote,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EditedAt,
    IReadOnlyList<QuestionCommentJson> Comments
);

/// <summary>An answer to write.</summary>
/// <param name="Body">CommonMark of 1 to 30,000 characters.</param>
public sealed partial record AnswerBody(string? Body);

/// <summary>What an answer said before it was edited.</summary>
/// <param name="WrittenAt">When it began to say so.</param>
public sealed partial record AnswerEditJson(string Body, DateTimeOffset WrittenAt);

/// <summary>A remark on a question or an answer.</summary>
/// <param name="AnswerId">Null when it is on the question itself.</param>
/// <param name="Author">Null when the account was deleted.</param>
/// <param name="Mentions">The people its text names by @username, as far as the caller may see them.</param>
public sealed partial record QuestionCommentJson(
    Guid Id,
    Guid QuestionId,
    Guid? AnswerId,
    AuthorJson? Author,
    string Text,
    IReadOnlyList<AuthorJson> Mentions,
    DateTimeOffset CreatedAt
)
{
    public static QuestionCommentJson From(QuestionCommentView c, AuthorJson? author, IReadOnlyList<AuthorJson> mentions) =>
        new(
            Guid.Parse(c.Id),
            Guid.Parse(c.QuestionId),
            c.AnswerId.Length == 0 ? null : Guid.Parse(c.AnswerId),
            author,
            c.Text,
            mentions,
            c.CreatedAt.ToDateTimeOffset()
        );
}

/// <summary>A comment to write.</summary>
/// <param name="Text">1 to 600 characters.</param>
public sealed partial record QuestionCommentBody(string? Text);

/// <summary>What the caller thinks of a question or an answer.</summary>
/// <param name="Value">-1, 0 or 1; 0 takes the vote back.</param>
public sealed partial record VoteBody(int? Value);

/// <summary>What everybody thinks of it.</summary>
/// <param name="Score">The sum of the votes, with the caller's.</param>
public sealed partial record ScoreJson(int Score);
