using Social.Gateway.Http;
using Social.Gateway.Posts;
using Social.Gateway.Profiles;

namespace Social.Gateway.Questions;

// What the bodies and answers of this folder look like in the API document.

partial record AnswerJson : IOpenApiExample<AnswerJson>
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

partial record AnswerBody : IOpenApiExample<AnswerBody>
{
    public static AnswerBody Example => new("Let the cards be **backed**.");
}

partial record AnswerEditJson : IOpenApiExample<AnswerEditJson>
{
    public static AnswerEditJson Example => new(AnswerBody.Example.Body!, AnswerJson.Example.CreatedAt);
}

partial record QuestionCommentJson : IOpenApiExample<QuestionCommentJson>
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
}

partial record QuestionCommentBody : IOpenApiExample<QuestionCommentBody>
{
    public static QuestionCommentBody Example => new("Which column do you mean?");
}

partial record VoteBody : IOpenApiExample<VoteBody>
{
    public static VoteBody Example => new(1);
}

partial record ScoreJson : IOpenApiExample<ScoreJson>
{
    public static ScoreJson Example => new(5);
}

partial record QuestionAuthorJson : IOpenApiExample<QuestionAuthorJson>
{
    public static QuestionAuthorJson Example => From(AuthorJson.Example, 132);
}

partial record QuestionJson : IOpenApiExample<QuestionJson>
{
    public static QuestionJson Example =>
        new(
            new("01935fc4-2d80-7e52-a1c3-6f4b8d0e2a71"),
            QuestionAuthorJson.Example,
            AskBody.Example.Title!,
            "The engine has a store and a mill. How do I have it repeat an operation until a column is zero?",
            AskBody.Example.Tags!,
            5,
            2,
            318,
            null,
            null,
            1,
            false,
            ProfileJson.Example.CreatedAt.AddHours(3),
            null,
            ProfileJson.Example.CreatedAt.AddHours(5),
            null
        );
}

partial record QuestionDetailJson : IOpenApiExample<QuestionDetailJson>
{
    public static QuestionDetailJson Example =>
        new(
            QuestionJson.Example,
            AskBody.Example.Body!,
            "<p>The engine has a <em>store</em> and a <em>mill</em>.</p>\n<p>How do I have it repeat an operation until a column is zero?</p>\n",
            [],
            [QuestionCommentJson.Example],
            new([AnswerJson.Example], null)
        );
}

partial record AskBody : IOpenApiExample<AskBody>
{
    public static AskBody Example =>
        new(
            "How do I repeat an operation on the engine?",
            "The engine has a *store* and a *mill*.\n\nHow do I have it repeat an operation until a column is zero?",
            ["analytical-engine", "loops"]
        );
}

partial record EditQuestionBody : IOpenApiExample<EditQuestionBody>
{
    public static EditQuestionBody Example => new("How do I repeat an operation until a column is zero?", null, null);
}

partial record QuestionEditJson : IOpenApiExample<QuestionEditJson>
{
    public static QuestionEditJson Example =>
        new(AskBody.Example.Title!, AskBody.Example.Body!, AskBody.Example.Tags!, QuestionJson.Example.CreatedAt);
}

partial record QuestionTagJson : IOpenApiExample<QuestionTagJson>
{
    public static QuestionTagJson Example => new("loops", DescribeTagBody.Example.Description!, 12, true);
}

partial record DescribeTagBody : IOpenApiExample<DescribeTagBody>
{
    public static DescribeTagBody Example => new("Operations that the engine repeats.");
}
