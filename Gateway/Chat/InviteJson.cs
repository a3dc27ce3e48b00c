using Social.Contracts;
using Social.Gateway.Posts;

namespace Social.Gateway.Chat;

/// <summary>An invite link that is still good.</summary>
/// <param name="CreatedBy">Null when they are not shown or their account was deleted.</param>
/// <param name="MaxUses">Null: no limit.</param>
/// <param name="Uses">So many people joined by it.</param>
public sealed partial record InviteJson(
    Guid Id,
    AuthorJson? CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    int? MaxUses,
    int Uses
)
{
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
public sealed partial record CreatedInviteJson(Guid Id, string Token, string Url, DateTimeOffset ExpiresAt);

/// <summary>What an invite link is to be good for.</summary>
/// <param name="MaxUses">1 to 500; no limit when absent.</param>
/// <param name="ExpiresInHours">1 to 720; a week when absent.</param>
public sealed partial record InviteBody(int? MaxUses, int? ExpiresInHours);

/// <summary>Where an invite link leads.</summary>
public sealed partial record InvitePreviewJson(string Name, int Members, DateTimeOffset ExpiresAt);
