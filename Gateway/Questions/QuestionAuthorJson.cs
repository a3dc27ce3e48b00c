using Social.Gateway.Posts;

namespace Social.Gateway.Questions;

/// <summary>Somebody who asked or answered.</summary>
/// <param name="Reputation">What others think of their questions and answers.</param>
public sealed partial record QuestionAuthorJson(Guid Id, string Username, string DisplayName, string? AvatarUrl, int Reputation)
{
    public static QuestionAuthorJson From(AuthorJson person, int reputation) =>
        new(person.Id, person.Username, person.DisplayName, person.AvatarUrl, reputation);
}
