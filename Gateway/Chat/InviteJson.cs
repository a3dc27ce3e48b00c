using Social.Contracts;
using Social.Gateway.Http;
using Social.Gateway.Posts;

namespace Social.Gateway.Chat;

/// <summary>An invite link that is still good.</summary>
/// <param name="CreatedBy">Null when they are not shown or their account was deleted.</param>
/// <param name="MaxUses">Null: no limit.</param>
/// <param name="Uses">So many people joined by it.</param>
public sealed record InviteJson(Guid Id, AuthorJson? CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, int? MaxUses, int Uses)
    : IOpenApiExample<InviteJson>
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

    public static InviteJson From(InviteView i, AuthorJson? by) =>
        new(
            Guid.Parse(i.Id),
            by,
            i.CreatedAt.ToDateTimeOffset(),
            i.ExpiresAt.ToDateTimeOffset(),
            i.MaxUses == 0 ? null : i.MaxUses,
            i.Uses
        );
}

/// <summary>A new invite link. The token is told here only.</summary>
/// <param name="Url">The page that shows the preview and asks whether to join.</param>
public sealed record CreatedInviteJson(Guid Id, string Token, string Url, DateTimeOffset ExpiresAt) : IOpenApiExample<CreatedInviteJson>
{
    public static CreatedInviteJson Example =>
        new(
            InviteJson.Example.Id,
            "pm0vV7kq3tXhSg9cZrB1yWdUeLfJ4aNo",
            "https://social.example/join/pm0vV7kq3tXhSg9cZrB1yWdUeLfJ4aNo",
            InviteJson.Example.ExpiresAt
        );
}

/// <summary>What an invite link is to be good for.</summary>
/// <param name="MaxUses">1 to 500; no limit when absent.</param>
/// <param name="ExpiresInHours">1 to 720; a week when absent.</param>
public sealed record InviteBody(int? MaxUses, int? ExpiresInHours) : IOpenApiExample<InviteBody>
{
    public static InviteBody Example => new(10, 24);
}

/// <summary>Where an invite link leads.</summary>
public sealed record InvitePreviewJson(string Name, int Members, DateTimeOffset ExpiresAt) : IOpenApiExample<InvitePreviewJson>
{
    public static InvitePreviewJson Example => new(RoomBody.Example.Name!, 3, InviteJson.Example.ExpiresAt);
}
