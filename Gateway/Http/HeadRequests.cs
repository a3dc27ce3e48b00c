using Microsoft.AspNetCore.Http.Features;

namespace Social.Gateway.Http;

/// <summary>HEAD is answered as GET is, without the body (RFC 9110, section 9.3.2), at every address that GET knows.</summary>
static class HeadRequests
{
    static readonly object Key = new();

    /// <summary>Whether the request that is served as GET asked for the headers alone.</summary>
    public static bool WasHead(this HttpContext http) => http.Items.ContainsKey(Key);

    public static void UseHeadRequests(this WebApplication app)
    {
        app.Use(AnswerAsync);
        // Routes are looked for after the method was changed.
        app.UseRouting();
    }

    static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await next(http);
            return;
        }
        var body = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        http.Request.Method = HttpMethods.Get;
        http.Items[Key] = true;
        try
        {
            await next(http);
        }
        finally
        {
            // The server sends the headers now, and expects no body after them.
            http.Request.Method = HttpMethods.Head;
            http.Features.Set(body);
        }
    }
}
