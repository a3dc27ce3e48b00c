using Social.Contracts;

namespace Social.Gateway.Questions;

/// <summary>A tag of questions.</summary>
/// <param name="Description">What it is for, in everybody's words; may be empty.</param>
/// <param name="Questions">How many have it.</param>
/// <param name="Followed">By the caller.</param>
public sealed partial record QuestionTagJson(string Tag, string Description, int Questions, bool Followed)
{
    public static QuestionTagJson From(QuestionTagView t) => new(t.Tag, t.Description, t.Questions, t.Followed);
}

/// <summary>Another description of a tag.</summary>
/// <param name="Description">At most 500 characters.</param>
public sealed partial record DescribeTagBody(string? Description);
