using Social.Contracts;
using Social.Gateway.Posts;

namespace Social.Gateway.Profiles;

/// <summary>A person as the caller sees them.</summary>
/// <param name="BioEntities">The mentions, tags and links of the bio and where they are; not everybody who is mentioned is there.</param>
/// <param name="Posts">How many; null when the service that knows is away.</param>
/// <param name="Reputation">What others think of their questions and answers; null when the service that knows is away.</param>
/// <param name="IsFollowed">The caller follows them.</param>
/// <param name="FollowsMe">They follow the caller.</param>
public sealed partial record ProfileJson(
    Guid Id,
    string Username,
    string DisplayName,
    string Bio,
    IReadOnlyList<EntityJson> BioEntities,
    string? AvatarUrl,
    int Followers,
    int Following,
    int? Posts,
    int? Reputation,
    DateTimeOffset CreatedAt,
    bool IsFollowed,
    bool FollowsMe,
    bool IsBlocked,
    bool IsMuted
)
{
    public static ProfileJson From(ProfileView p, int? posts, int? reputation) =>
        new(
            Guid.Parse(p.Id),
            p.Username,
            p.DisplayName,
            p.Bio,
            EntityJson.From(p.BioEntities),
            MediaUrl(p.AvatarMediaId),
            p.Followers,
            p.Following,
            posts,
            reputation,
            p.CreatedAt.ToDateTimeOffset(),
            p.IsFollowed,
            p.FollowsMe,
            p.IsBlocked,
            p.IsMuted
        );

    /// <summary>Someone who registered this moment.</summary>
    public static ProfileJson ForNewUser(Guid id, string username, string displayName) =>
        new(id, username, displayName, "", [], null, 0, 0, 0, 0, DateTimeOffset.UtcNow, false, false, false, false);

    internal static string? MediaUrl(string id) => id.Length == 0 ? null : $"/media/{id}";
}

/// <summary>Changes to one's own profile; what is absent stays.</summary>
/// <param name="DisplayName">1 to 50 characters.</param>
/// <param name="Bio">At most 500 characters.</param>
public sealed partial record EditProfileBody(string? DisplayName, string? Bio);

/// <summary>People to follow at once.</summary>
/// <param name="Usernames">1 to 100.</param>
public sealed partial record FollowBody(IReadOnlyList<string>? Usernames);

/// <summary>What following many did.</summary>
/// <param name="Followed">How many were not followed before.</param>
public sealed partial record FollowedJson(int Followed);
