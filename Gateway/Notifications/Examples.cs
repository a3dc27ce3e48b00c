using Social.Gateway.Http;
using Social.Gateway.Posts;

namespace Social.Gateway.Notifications;

// What the bodies and answers of this folder look like in the API document.

partial record NotificationJson : IOpenApiExample<NotificationJson>
{
    public static NotificationJson Example =>
        new(
            new("01935fe0-1d40-7a6c-9b1e-3c5d7e9f1a24"),
            "like",
            [AuthorJson.Example],
            12,
            new(PostJson.Example.Id, PostJson.Example.Text, PostJson.Example.Images[0].ThumbnailUrl),
            null,
            null,
            null,
            null,
            PostJson.Example.CreatedAt,
            false
        );
}

partial record UnreadJson : IOpenApiExample<UnreadJson>
{
    public static UnreadJson Example => new(3);
}

partial record ReadBody : IOpenApiExample<ReadBody>
{
    public static ReadBody Example => new(PostJson.Example.CreatedAt);
}
