using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Chat;

public sealed record RoomAnswer(
    Guid Id,
    string Name,
    bool Direct,
    AuthorAnswer? Peer,
    int Members,
    string Role,
    MessageAnswer? LastMessage,
    long Unread,
    long LastSequence,
    long ReadSequence,
    long Revision
);

public sealed record MemberAnswer(
    Guid Id,
    AuthorAnswer? User,
    string Role,
    long ReadSequence,
    bool Online,
    DateTimeOffset? LastSeen,
    bool Folded
);

public sealed record ReactionAnswer(string Emoji, int Count, bool Mine);

public sealed record ReplyAnswer(Guid Id, long Sequence, AuthorAnswer? Sender, string Excerpt, int Images, bool Folded);

public sealed record MessageAnswer(
    Guid Id,
    Guid Room,
    long Sequence,
    long Revision,
    AuthorAnswer? Sender,
    string Text,
    IReadOnlyList<ImageAnswer> Images,
    ReplyAnswer? ReplyTo,
    IReadOnlyList<AuthorAnswer> Mentions,
    IReadOnlyList<ReactionAnswer> Reactions,
    DateTimeOffset SentAt,
    DateTimeOffset? EditedAt,
    bool Deleted,
    bool Folded
);

public sealed record MessageEditAnswer(string Text, DateTimeOffset WrittenAt);

public sealed record InviteAnswer(Guid Id, AuthorAnswer? CreatedBy, int? MaxUses, int Uses);

public sealed record CreatedInviteAnswer(Guid Id, string Token, string Url, DateTimeOffset ExpiresAt);

public sealed record PreviewAnswer(string Name, int Members, DateTimeOffset ExpiresAt);

public sealed record UnreadMessagesAnswer(long Messages, int Rooms);
