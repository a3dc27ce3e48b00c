using Social.Contracts;
using Social.Gateway.Http;

namespace Social.Gateway.Questions;

/// <summary>A tag of questions.</summary>
/// <param name="Description">What it is for, in everybody's words; may be empty.</param>
/// <param name="Questions">How many have it.</param>
/// <param name="Followed">By the caller.</param>
public sealed record QuestionTagJson(string Tag, string Description, int Questions, bool Followed) : IOpenApiExample<QuestionTagJson>
{
    public static QuestionTagJson Example => new("loops", DescribeTagBody.Example.Description!, 12, true);

    public static QuestionTagJson From(QuestionTagView t) => new(t.Tag, t.Description, t.Questions, t.Followed);
}

/// <summary>Another description of a tag.</summary>
/// <param name="Description">At most 500 characters.</param>
public sealed record DescribeTagBody(string? Description) : IOpenApiExample<DescribeTagBody>
{
    public static DescribeTagBody Example => new("Operations that the engine repeats.");
}
