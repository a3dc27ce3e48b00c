using Social.Contracts;
using Social.Gateway.Http;
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
public sealed record AnswerJson(
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
) : IOpenApiExample<AnswerJson>
{
    public static AnswerJson Example =>
        new(
            new("01935fd1-7a10-7c3e-8b44-1d9e5f7a3c60"),
            new("01935fc4-2d80-7e52-a1c3-6f4b8d0e2a71"),
            QuestionAuthorJson.Example,
            AnswerBody.Example.Body!,
            "<p>Let the cards be <strong>backed</strong>.</p>\n",
            [],
            3,
            false,
            0,
            QuestionJson.Example.ActiveAt,
            null,
            []
        );
}

/// <summary>An answer to write.</summary>
/// <param name="Body">CommonMark of 1 to 30,000 characters.</param>
public sealed record AnswerBody(string? Body) : IOpenApiExample<AnswerBody>
{
    public static AnswerBody Example => new("Let the cards be **backed**.");
}

/// <summary>What an answer said before it was edited.</summary>
/// <param name="WrittenAt">When it began to say so.</param>
public sealed record AnswerEditJson(string Body, DateTimeOffset WrittenAt) : IOpenApiExample<AnswerEditJson>
{
    public static AnswerEditJson Example => new(AnswerBody.Example.Body!, AnswerJson.Example.CreatedAt);
}

/// <summary>A remark on a question or an answer.</summary>
/// <param name="AnswerId">Null when it is on the question itself.</param>
/// <param name="Author">Null when the account was deleted.</param>
/// <param name="Mentions">The people its text names by @username, as far as the caller may see them.</param>
public sealed record QuestionCommentJson(
    Guid Id,
    Guid QuestionId,
    Guid? AnswerId,
    AuthorJson? Author,
    string Text,
    IReadOnlyList<AuthorJson> Mentions,
    DateTimeOffset CreatedAt
) : IOpenApiExample<QuestionCommentJson>
{
    public static QuestionCommentJson Example =>
        new(
            new("01935fd8-4f20-7b1d-9a33-0c8e6d5b4a29"),
            AnswerJson.Example.QuestionId,
            null,
            AuthorJson.Example,
            QuestionCommentBody.Example.Text!,
            [],
            AnswerJson.Example.CreatedAt.AddMinutes(9)
        );

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
public sealed record QuestionCommentBody(string? Text) : IOpenApiExample<QuestionCommentBody>
{
    public static QuestionCommentBody Example => new("Which column do you mean?");
}

/// <summary>What the caller thinks of a question or an answer.</summary>
/// <param name="Value">-1, 0 or 1; 0 takes the vote back.</param>
public sealed record VoteBody(int? Value) : IOpenApiExample<VoteBody>
{
    public static VoteBody Example => new(1);
}

/// <summary>What everybody thinks of it.</summary>
/// <param name="Score">The sum of the votes, with the caller's.</param>
public sealed record ScoreJson(int Score) : IOpenApiExample<ScoreJson>
{
    public static ScoreJson Example => new(5);
}
