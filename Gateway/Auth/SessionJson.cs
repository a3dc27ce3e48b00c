using Social.Gateway.Profiles;

namespace Social.Gateway.Auth;

/// <summary>A new account.</summary>
/// <param name="Username">3 to 30 of a-z, 0-9, _ and .</param>
/// <param name="DisplayName">1 to 50 characters.</param>
/// <param name="Password">10 to 128 characters, and none of those that everybody takes.</param>
/// <param name="Email">Optional; one can log in with it.</param>
/// <param name="Refresh">Where the refresh token goes: "cookie" (default) or "body".</param>
public sealed partial record RegisterBody(string? Username, string? DisplayName, string? Password, string? Email, string? Refresh);

/// <summary>Credentials.</summary>
/// <param name="Username">Or the e-mail address.</param>
/// <param name="Password">As registered.</param>
/// <param name="Refresh">Where the refresh token goes: "cookie" (default) or "body".</param>
public sealed partial record LogInBody(string? Username, string? Password, string? Refresh);

/// <summary>The refresh token, when it is not in the cookie. The new one then goes the same way.</summary>
public sealed record RefreshBody(string? RefreshToken);

/// <summary>An open session.</summary>
/// <param name="AccessToken">For `Authorization: Bearer`; lives 10 minutes.</param>
/// <param name="ExpiresAt">When the access token ends.</param>
/// <param name="RefreshToken">Only when asked for in the body; else it is in an HttpOnly cookie.</param>
/// <param name="User">Whose session it is.</param>
public sealed partial record SessionJson(string AccessToken, DateTimeOffset ExpiresAt, string? RefreshToken, ProfileJson User);

/// <summary>One's own profile and what only oneself may see.</summary>
public sealed partial record MeJson(
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
);

/// <summary>One of my sessions: a log-in on one device.</summary>
/// <param name="Device">What the device said of itself when it logged in, its User-Agent.</param>
/// <param name="CreatedAt">When it logged in.</param>
/// <param name="LastUsedAt">When it last got a new access token, every 10 minutes while it is in use.</param>
/// <param name="Current">Whether it is the session of this call.</param>
public sealed partial record OwnSessionJson(Guid Id, string Device, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, bool Current);

/// <summary>A change of the password.</summary>
/// <param name="Current">The password until now.</param>
/// <param name="New">10 to 128 characters, and none of those that everybody takes.</param>
public sealed partial record PasswordBody(string? Current, string? New);

/// <summary>The owner's word that the account shall go.</summary>
/// <param name="Password">The account's password.</param>
public sealed partial record DeleteAccountBody(string? Password);
