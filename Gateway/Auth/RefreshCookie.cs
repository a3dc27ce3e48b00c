using Social.Contracts;

namespace Social.Gateway.Auth;

/// <summary>
/// The refresh token in the browser: no script can read it, no other site can make the browser send it, and it travels to
/// /api/auth only.
/// </summary>
static class RefreshCookie
{
    const string Name = "social_refresh";

    public static string? Read(HttpContext http) => http.Request.Cookies[Name];

    /// <summary>Whatever becomes of the call: an error's answer carries it too.</summary>
    public static void Write(HttpContext http, SessionReply session) =>
        AtLast(http, cookies => cookies.Append(Name, session.RefreshToken, Options(http, session.RefreshExpiresAt.ToDateTimeOffset())));

    /// <inheritdoc cref="Write"/>
    public static void Clear(HttpContext http) => AtLast(http, cookies => cookies.Delete(Name, Options(http, null)));

    /// <summary>An exception handler begins the answer anew, without the headers so far.</summary>
    static void AtLast(HttpContext http, Action<IResponseCookies> change) =>
        http.Response.OnStarting(() =>
        {
            change(http.Response.Cookies);
            return Task.CompletedTask;
        });

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
