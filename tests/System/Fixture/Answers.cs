namespace Social.Tests.WholeSystem.Fixture;

// What the public API answers, as its clients see it: written by hand from the surface's description, not taken from the gateway's code.

public sealed record SessionAnswer(string AccessToken, DateTimeOffset ExpiresAt, string? RefreshToken, ProfileAnswer User);

public sealed record ProfileAnswer(
    Guid Id,
    string Username,
    string DisplayName,
    string Bio,
    string? AvatarUrl,
    int Followers,
    int Following,
    int? Posts,
    DateTimeOffset CreatedAt,
    bool IsFollowed,
    bool FollowsMe,
    bool IsBlocked,
    bool IsMuted
);

public sealed record AuthorAnswer(Guid Id, string Username, string DisplayName, string? AvatarUrl);

public sealed record ImageAnswer(string Url, string ThumbnailUrl, int Width, int Height, string Alt);

public sealed record PostAnswer(
    Guid Id,
    AuthorAnswer Author,
    string Text,
    IReadOnlyList<ImageAnswer> Images,
    IReadOnlyList<string> Tags,
    int Likes,
    int Comments,
    bool LikedByMe,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EditedAt
);

/// <summary>A page of a list; <paramref name="Next"/> leads to the next one, null after the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
