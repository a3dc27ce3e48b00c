using Social.Gateway.Http;
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
public sealed record MemberJson(
    Guid Id,
    AuthorJson? User,
    string Role,
    DateTimeOffset JoinedAt,
    long ReadSequence,
    bool Online,
    DateTimeOffset? LastSeen,
    bool Folded
) : IOpenApiExample<MemberJson>
{
    public static MemberJson Example =>
        new(AuthorJson.Example.Id, AuthorJson.Example, "owner", PostJson.Example.CreatedAt, 1, false, PostJson.Example.CreatedAt, false);
}

/// <summary>A member's role.</summary>
/// <param name="Role">`owner` or `member`.</param>
public sealed record RoleBody(string? Role) : IOpenApiExample<RoleBody>
{
    public static RoleBody Example => new("owner");
}
