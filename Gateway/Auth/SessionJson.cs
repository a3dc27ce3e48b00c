using Social.Gateway.Http;
using Social.Gateway.Profiles;

namespace Social.Gateway.Auth;

/// <summary>A new account.</summary>
/// <param name="Username">3 to 30 of a-z, 0-9, _ and .</param>
/// <param name="DisplayName">1 to 50 characters.</param>
/// <param name="Password">10 to 128 characters, and none of those that everybody takes.</param>
/// <param name="Email">Optional; one can log in with it.</param>
/// <param name="Refresh">Where the refresh token goes: "cookie" (default) or "body".</param>
public sealed record RegisterBody(string? Username, string? DisplayName, string? Password, string? Email, string? Refresh)
    : IOpenApiExample<RegisterBody>
{
    public static RegisterBody Example => new("grace.hopper", "Grace Hopper", "correct horse battery", null, "cookie");
}

/// <summary>Credentials.</summary>
/// <param name="Username">Or the e-mail address.</param>
/// <param name="Password">As registered.</param>
/// <param name="Refresh">Where the refresh token goes: "cookie" (default) or "body".</param>
public sealed record LogInBody(string? Username, string? Password, string? Refresh) : IOpenApiExample<LogInBody>
{
    public static LogInBody Example => new("ada", "correct horse battery", "cookie");
}

/// <summary>The refresh token, when it is not in the cookie. The new one then goes the same way.</summary>
public sealed record RefreshBody(string? RefreshToken);

/// <summary>An open session.</summary>
/// <param name="AccessToken">For `Authorization: Bearer`; lives 10 minutes.</param>
/// <param name="ExpiresAt">When the access token ends.</param>
/// <param name="RefreshToken">Only when asked for in the body; else it is in an HttpOnly cookie.</param>
/// <param name="User">Whose session it is.</param>
public sealed record SessionJson(string AccessToken, DateTimeOffset ExpiresAt, string? RefreshToken, ProfileJson User)
    : IOpenApiExample<SessionJson>
{
    public static SessionJson Example =>
        new("eyJhbGciOiJFUzI1NiJ9…", ProfileJson.Example.CreatedAt.AddMinutes(10), null, ProfileJson.Example);
}

/// <summary>One's own profile and what only oneself may see.</summary>
public sealed record MeJson(
    Guid Id,
    string Username,
    string DisplayName,
    string Bio,
    string? AvatarUrl,
    int Followers,
    int Following,
    int? Posts,
    DateTimeOffset CreatedAt,
    string? Email
) : IOpenApiExample<MeJson>
{
    public static MeJson Example =>
        new(
            ProfileJson.Example.Id,
            "ada",
            "Ada Lovelace",
            "Enchantress of number.",
            ProfileJson.Example.AvatarUrl,
            318,
            42,
            7,
            ProfileJson.Example.CreatedAt,
            "ada@example.org"
        );
}

/// <summary>One of my sessions: a log-in on one device.</summary>
/// <param name="Device">What the device said of itself when it logged in, its User-Agent.</param>
/// <param name="CreatedAt">When it logged in.</param>
/// <param name="LastUsedAt">When it last got a new access token, every 10 minutes while it is in use.</param>
/// <param name="Current">Whether it is the session of this call.</param>
public sealed record OwnSessionJson(Guid Id, string Device, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, bool Current)
    : IOpenApiExample<OwnSessionJson>
{
    public static OwnSessionJson Example =>
        new(
            new("01935fa1-3a00-7d3e-9c53-2f1f6d1f5b20"),
            "Mozilla/5.0 (X11; Linux x86_64)",
            ProfileJson.Example.CreatedAt,
            ProfileJson.Example.CreatedAt.AddHours(3),
            true
        );
}

/// <summary>A change of the password.</summary>
/// <param name="Current">The password until now.</param>
/// <param name="New">10 to 128 characters, and none of those that everybody takes.</param>
public sealed record PasswordBody(string? Current, string? New) : IOpenApiExample<PasswordBody>
{
    public static PasswordBody Example => new("correct horse battery", "a staple, correctly");
}

/// <summary>The owner's word that the account shall go.</summary>
/// <param name="Password">The account's password.</param>
public sealed record DeleteAccountBody(string? Password) : IOpenApiExample<DeleteAccountBody>
{
    public static DeleteAccountBody Example => new("correct horse battery");
}
