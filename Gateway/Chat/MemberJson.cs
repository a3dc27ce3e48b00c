using Social.Gateway.Posts;

namespace Social.Gateway.Chat;

/// <summary>A member of a room.</summary>
/// <param name="Id">The person's, by which live events name them.</param>
/// <param name="User">Null when they are not shown: they blocked the caller, or their account is being deleted.</param>
/// <param name="Role">`owner` or `member`.</param>
/// <param name="ReadSequence">Up to which message they have read.</param>
/// <param name="Online">Whether they are connected now.</param>
/// <param name="LastSeen">When they were last; null when they never were, are now, or are not shown.</param>
/// <param name="Folded">Whether one blocks the other: their messages are to be folded.</param>
public sealed partial record MemberJson(
    Guid Id,
    AuthorJson? User,
    string Role,
    DateTimeOffset JoinedAt,
    long ReadSequence,
    bool Online,
    DateTimeOffset? LastSeen,
    bool Folded
);

/// <summary>A member's role.</summary>
/// <param name="Role">`owner` or `member`.</param>
public sealed partial record RoleBody(string? Role);
