using Social.Contracts;

namespace Social.Gateway.Sessions;

/// <summary>
/// The refresh token in the browser: no script can read it, no other site can make the browser send it, and it travels to
/// /api/auth only.
/// </summary>
static class RefreshCookie
{
    const string Name = "social_refresh";

    public static string? Read(HttpContext http) => http.Request.Cookies[Name];

    public static void Write(HttpContext http, SessionReply session) =>
        http.Response.Cookies.Append(Name, session.RefreshToken, Options(http, session.RefreshExpiresAt.ToDateTimeOffset()));

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http, null));

    static CookieOptions Options(HttpContext http, DateTimeOffset? expires) =>
        new()
        {
            HttpOnly = true,
            Secure = http.Request.IsHttps,
            SameSite = SameSiteMode.Strict,
            Path = "/api/auth",
            Expires = expires,
            IsEssential = true,
        };
}
