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
public sealed partial record RoomJson(
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
)
{
    public static string RoleOf(bool owner) => owner ? "owner" : "member";
}

/// <summary>A room's name.</summary>
/// <param name="Name">1 to 80 characters.</param>
public sealed partial record RoomBody(string? Name);

/// <summary>What the caller has not read.</summary>
/// <param name="Messages">In all rooms together.</param>
/// <param name="Rooms">In how many rooms.</param>
public sealed partial record UnreadMessagesJson(long Messages, int Rooms);
