using Social.Gateway.Http;
using Social.Gateway.Posts;

namespace Social.Gateway.Chat;

// What the bodies and answers of this folder look like in the API document.

partial record ChatMessageJson : IOpenApiExample<ChatMessageJson>
{
    public static ChatMessageJson Example =>
        new(
            new("01935fea-0d00-7b3b-9c24-6d5c4b3a2918"),
            new("01935fe8-3a40-7c1d-9f02-8b7a6c5d4e3f"),
            1,
            1,
            AuthorJson.Example,
            "The engine weaves algebraic patterns",
            [],
            null,
            [],
            [new("👍", 2, true)],
            PostJson.Example.CreatedAt,
            null,
            false,
            false
        );
}

partial record SendBody : IOpenApiExample<SendBody>
{
    public static SendBody Example => new(ChatMessageJson.Example.Id, ChatMessageJson.Example.Text, null);
}

partial record MessageEditBody : IOpenApiExample<MessageEditBody>
{
    public static MessageEditBody Example => new("The engine weaves algebraical patterns");
}

partial record MessageEditJson : IOpenApiExample<MessageEditJson>
{
    public static MessageEditJson Example => new(ChatMessageJson.Example.Text, ChatMessageJson.Example.SentAt);
}

partial record RoomReadBody : IOpenApiExample<RoomReadBody>
{
    public static RoomReadBody Example => new(1);
}

partial record InviteJson : IOpenApiExample<InviteJson>
{
    public static InviteJson Example =>
        new(
            new("01935fe9-11c0-7e2a-8d13-7c6b5a493827"),
            AuthorJson.Example,
            PostJson.Example.CreatedAt,
            PostJson.Example.CreatedAt.AddDays(7),
            10,
            0
        );
}

partial record CreatedInviteJson : IOpenApiExample<CreatedInviteJson>
{
    public static CreatedInviteJson Example =>
        new(
            InviteJson.Example.Id,
            "pm0vV7kq3tXhSg9cZrB1yWdUeLfJ4aNo",
            "https://social.example/join/pm0vV7kq3tXhSg9cZrB1yWdUeLfJ4aNo",
            InviteJson.Example.ExpiresAt
        );
}

partial record InviteBody : IOpenApiExample<InviteBody>
{
    public static InviteBody Example => new(10, 24);
}

partial record InvitePreviewJson : IOpenApiExample<InvitePreviewJson>
{
    public static InvitePreviewJson Example => new(RoomBody.Example.Name!, 3, InviteJson.Example.ExpiresAt);
}

partial record MemberJson : IOpenApiExample<MemberJson>
{
    public static MemberJson Example =>
        new(AuthorJson.Example.Id, AuthorJson.Example, "owner", PostJson.Example.CreatedAt, 1, false, PostJson.Example.CreatedAt, false);
}

partial record RoleBody : IOpenApiExample<RoleBody>
{
    public static RoleBody Example => new("owner");
}

partial record RoomJson : IOpenApiExample<RoomJson>
{
    public static RoomJson Example =>
        new(
            new("01935fe8-3a40-7c1d-9f02-8b7a6c5d4e3f"),
            "Analytical engine",
            false,
            null,
            3,
            "owner",
            ChatMessageJson.Example,
            0,
            1,
            1,
            1,
            PostJson.Example.CreatedAt
        );
}

partial record RoomBody : IOpenApiExample<RoomBody>
{
    public static RoomBody Example => new("Analytical engine");
}

partial record UnreadMessagesJson : IOpenApiExample<UnreadMessagesJson>
{
    public static UnreadMessagesJson Example => new(5, 2);
}
