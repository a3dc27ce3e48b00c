using Social.Contracts;

namespace Social.Chats.Live;

/// <summary>What connected clients are told, by name. Each is a hint: what counts is what the API answers.</summary>
static class LiveEvents
{
    public const string Message = "message";
    public const string Edited = "edited";
    public const string Deleted = "deleted";
    public const string Reaction = "reaction";
    public const string Joined = "joined";
    public const string Left = "left";
    public const string Renamed = "renamed";
    public const string Removed = "removed";
    public const string Typing = "typing";
    public const string Presence = "presence";
    public const string Read = "read";
    public const string Notification = "notification";
    public const string Heartbeat = "heartbeat";

    /// <summary>Something may have been missed: ask for what follows.</summary>
    public const string Resync = "resync";
}

/// <summary>A message as it was sent or edited. <paramref name="Sequence"/> is its place, <paramref name="Revision"/> the room's.</summary>
sealed record LiveMessage(
    Guid Room,
    Guid Id,
    long Sequence,
    long Revision,
    string SenderId,
    string Text,
    IReadOnlyList<LiveImage> Images,
    LiveReply? ReplyTo,
    IReadOnlyList<string> MentionIds,
    DateTimeOffset SentAt,
    DateTimeOffset? EditedAt
)
{
    public static LiveMessage From(MessageView m) =>
        new(
            Guid.Parse(m.RoomId),
            Guid.Parse(m.Id),
            m.Sequence,
            m.Revision,
            m.SenderId,
            m.Text,
            [.. m.Images.Select(i => new LiveImage(Guid.Parse(i.Id), i.Width, i.Height, i.Alt))],
            m.ReplyTo is { } target ? new(Guid.Parse(target.Id), target.Sequence, target.SenderId, target.Excerpt, target.Images) : null,
            m.MentionIds,
            m.SentAt.ToDateTimeOffset(),
            m.EditedAt?.ToDateTimeOffset()
        );
}

sealed record LiveImage(Guid Id, int Width, int Height, string Alt);

/// <param name="Images">How many it has.</param>
sealed record LiveReply(Guid Id, long Sequence, string SenderId, string Excerpt, int Images);

sealed record MessageDeleted(Guid Room, Guid Id, long Sequence, long Revision, long LastSequence);

sealed record MessageReaction(
    Guid Room,
    Guid Id,
    long Sequence,
    long Revision,
    long LastSequence,
    Guid UserId,
    string Emoji,
    bool Added,
    int Count
);

sealed record MemberJoined(Guid Room, Guid UserId, long LastSequence, long Revision);

sealed record MemberLeft(Guid Room, Guid UserId, long LastSequence, long Revision);

sealed record RoomRenamed(Guid Room, string Name);

sealed record RoomRemoved(Guid Room);

sealed record RoomRead(Guid Room, Guid UserId, long Sequence);

sealed record MemberTyping(Guid Room, Guid UserId);

sealed record MemberPresence(Guid Room, Guid UserId, bool Online);

/// <summary>Where a room is: a client that knows less asks for what follows.</summary>
sealed record RoomState(Guid Room, long Sequence, long Revision, long Read);
