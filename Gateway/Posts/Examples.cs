using Social.Gateway.Http;
using Social.Gateway.Profiles;

namespace Social.Gateway.Posts;

// What the bodies and answers of this folder look like in the API document.

partial record AuthorJson : IOpenApiExample<AuthorJson>
{
    public static AuthorJson Example => new(ProfileJson.Example.Id, "ada", "Ada Lovelace", ProfileJson.Example.AvatarUrl);
}

partial record ImageJson : IOpenApiExample<ImageJson>
{
    public static ImageJson Example =>
        new("/media/5d1f2c1e-8f0f-4c50-9a3c-1f6f2f7f9a10", "/media/5d1f2c1e-8f0f-4c50-9a3c-1f6f2f7f9a10/thumb", 2048, 1365, "A loom");
}

partial record PostJson : IOpenApiExample<PostJson>
{
    public static PostJson Example =>
        new(
            new("01935fb2-6c10-7b0e-8f1d-94c1a52e7d03"),
            AuthorJson.Example,
            "The engine weaves #algebraic patterns",
            [ImageJson.Example],
            ["algebraic"],
            [],
            [new("tag", 18, 28, "algebraic")],
            12,
            3,
            true,
            ProfileJson.Example.CreatedAt.AddHours(1),
            null
        );
}

partial record PublishBody : IOpenApiExample<PublishBody>
{
    public static PublishBody Example => new("The engine weaves #algebraic patterns, @ada");
}

partial record EditBody : IOpenApiExample<EditBody>
{
    public static EditBody Example => new("The engine weaves #algebraical patterns just as the loom weaves flowers");
}

partial record EditJson : IOpenApiExample<EditJson>
{
    public static EditJson Example => new("The engine weaves #algebraic patterns, @ada", ProfileJson.Example.CreatedAt);
}

partial record CommentJson : IOpenApiExample<CommentJson>
{
    public static CommentJson Example =>
        new(
            new("01935fb9-0f40-7c39-9d57-0b2f1f3f6a55"),
            PostJson.Example.Id,
            AuthorJson.Example,
            "Beautifully put.",
            [],
            [],
            ProfileJson.Example.CreatedAt.AddHours(2)
        );
}

partial record CommentBody : IOpenApiExample<CommentBody>
{
    public static CommentBody Example => new("Beautifully put.");
}
