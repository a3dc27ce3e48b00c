using Social.Gateway.Http;
using Social.Gateway.Posts;
using Social.Gateway.Profiles;
using Social.Gateway.Questions;

namespace Social.Gateway.Search;

// What the bodies and answers of this folder look like in the API document.

partial record SearchJson : IOpenApiExample<SearchJson>
{
    public static SearchJson Example =>
        new(
            new([ProfileJson.Example], null),
            new([PostJson.Example], null),
            new([QuestionJson.Example], null),
            new([TagJson.Example], null)
        );
}

partial record TagJson : IOpenApiExample<TagJson>
{
    public static TagJson Example => new("algebraic", 64);
}
