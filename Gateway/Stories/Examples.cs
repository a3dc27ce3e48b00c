using Social.Gateway.Http;
using Social.Gateway.Posts;

namespace Social.Gateway.Stories;

// What the bodies and answers of this folder look like in the API document.

partial record StoryJson : IOpenApiExample<StoryJson>
{
    public static StoryJson Example =>
        new(
            new("01935fd1-7e20-7f5a-b3c4-6a1d0e9f8b77"),
            PostJson.Example.Images[0],
            "For a day only",
            PostJson.Example.CreatedAt,
            PostJson.Example.CreatedAt.AddDays(1),
            true
        );
}

partial record StoriesJson : IOpenApiExample<StoriesJson>
{
    public static StoriesJson Example => new([], [new(AuthorJson.Example, [StoryJson.Example], true)], null);
}
