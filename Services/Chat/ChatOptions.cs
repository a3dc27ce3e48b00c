using System.ComponentModel.DataAnnotations;

namespace Social.Chats;

/// <summary>What an operator may turn; section "Chat".</summary>
public sealed record ChatOptions
{
    /// <summary>Messages, edits and reactions a minute of one person.</summary>
    [Range(1, 1_000_000)]
    public int MessagesPerMinute { get; init; } = 120;

    /// <summary>Messages, edits and reactions a minute in one room.</summary>
    [Range(1, 1_000_000)]
    public int RoomMessagesPerMinute { get; init; } = 1_200;

    /// <summary>Rooms, invites, joins and changes of roles a minute of one person.</summary>
    [Range(1, 1_000_000)]
    public int ChangesPerMinute { get; init; } = 30;

    /// <summary>Live connections of one person, at all instances together.</summary>
    [Range(1, 1_000)]
    public int Connections { get; init; } = 20;

    /// <summary>How often connected clients are told where their rooms are.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an idempotency key and an expired invite are kept at least.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan KeepExpired { get; init; } = TimeSpan.FromDays(1);
}
