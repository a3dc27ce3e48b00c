using Social.Gateway.Http;
using Social.Gateway.Posts;

namespace Social.Gateway.Chat;

/// <summary>A room as one of its members sees it.</summary>
/// <param name="Name">Empty for a direct room.</param>
/// <param name="Direct">Whether it belongs to two people.</param>
/// <param name="Peer">The other one of a direct room; null when their account was deleted or they are not shown.</param>
/// <param name="Members">How many there are.</param>
/// <param name="Role">The caller's: `owner` or `member`.</param>
/// <param name="LastMessage">Null before the first.</param>
/// <param name="Unread">How many messages came after the caller's read marker.</param>
/// <param name="LastSequence">Of the latest message; 0 before the first.</param>
/// <param name="ReadSequence">The caller's read marker.</param>
/// <param name="Revision">Grows with every message and every change of one.</param>
public sealed record RoomJson(
    Guid Id,
    string Name,
    bool Direct,
    AuthorJson? Peer,
    int Members,
    string Role,
    ChatMessageJson? LastMessage,
    long Unread,
    long LastSequence,
    long ReadSequence,
    long Revision,
    DateTimeOffset CreatedAt
) : IOpenApiExample<RoomJson>
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

    public static string RoleOf(bool owner) => owner ? "owner" : "member";
}

/// <summary>A room's name.</summary>
/// <param name="Name">1 to 80 characters.</param>
public sealed record RoomBody(string? Name) : IOpenApiExample<RoomBody>
{
    public static RoomBody Example => new("Analytical engine");
}

/// <summary>What the caller has not read.</summary>
/// <param name="Messages">In all rooms together.</param>
/// <param name="Rooms">In how many rooms.</param>
public sealed record UnreadMessagesJson(long Messages, int Rooms) : IOpenApiExample<UnreadMessagesJson>
{
    public static UnreadMessagesJson Example => new(5, 2);
}
