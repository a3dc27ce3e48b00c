using Social.Gateway.Posts;

namespace Social.Gateway.Chat;

/// <summary>A message of a room.</summary>
/// <param name="Id">Made by its sender.</param>
/// <param name="Sequence">Its place in the room: from 1 on, without gaps.</param>
/// <param name="Revision">The room's when it last changed.</param>
/// <param name="Sender">Null when the account was deleted or, if folded, when its sender is not shown.</param>
/// <param name="Text">Empty when deleted, and where there are only images.</param>
/// <param name="Images">Up to 4, shown to members of the room only: their addresses need the access token.</param>
/// <param name="ReplyTo">What it answers; null when it answers nothing.</param>
/// <param name="Mentions">The members its text names, as far as the caller may see them.</param>
/// <param name="Folded">Whether sender and caller are blocked, one by the other.</param>
public sealed partial record ChatMessageJson(
    Guid Id,
    Guid Room,
    long Sequence,
    long Revision,
    AuthorJson? Sender,
    string Text,
    IReadOnlyList<ImageJson> Images,
    ReplyJson? ReplyTo,
    IReadOnlyList<AuthorJson> Mentions,
    IReadOnlyList<ReactionJson> Reactions,
    DateTimeOffset SentAt,
    DateTimeOffset? EditedAt,
    bool Deleted,
    bool Folded
);

/// <summary>Enough of the answered message to know it again.</summary>
/// <param name="Sender">As in the message.</param>
/// <param name="Excerpt">The beginning of its text; empty when it was deleted or has only images.</param>
/// <param name="Images">How many it has.</param>
public sealed record ReplyJson(Guid Id, long Sequence, AuthorJson? Sender, string Excerpt, int Images, bool Folded);

/// <summary>How many members reacted with an emoji.</summary>
/// <param name="Mine">Whether the caller is one of them.</param>
public sealed record ReactionJson(string Emoji, int Count, bool Mine);

/// <summary>A message to send. Sent again with the same id it is the same message.</summary>
/// <param name="Id">A UUID that the client makes.</param>
/// <param name="Text">1 to 4,000 characters.</param>
/// <param name="ReplyTo">The id of the message of the room that it answers.</param>
public sealed partial record SendBody(Guid? Id, string? Text, Guid? ReplyTo);

/// <summary>Another text for a message.</summary>
/// <param name="Text">1 to 4,000 characters.</param>
public sealed partial record MessageEditBody(string? Text);

/// <summary>What a message said before it was edited.</summary>
/// <param name="WrittenAt">When it began to say so.</param>
public sealed partial record MessageEditJson(string Text, DateTimeOffset WrittenAt);

/// <summary>How far the caller has read.</summary>
/// <param name="Sequence">Of the last message read.</param>
public sealed partial record RoomReadBody(long? Sequence);
