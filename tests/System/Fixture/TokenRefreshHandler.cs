using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Social.Tests.WholeSystem.Fixture;

/// <summary>
/// Renews a session's access token shortly before it ends, as any client does: the tests of a system take longer than a token lives.
/// Requests that bring a token of their own are left alone.
/// </summary>
sealed class TokenRefreshHandler(SessionAnswer first) : DelegatingHandler(new HttpClientHandler())
{
    static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    readonly SemaphoreSlim one = new(1, 1);
    readonly string opening = first.AccessToken;
    SessionAnswer current = first;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization?.Parameter == opening)
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Bearer",
                await TokenAsync(request.RequestUri!, cancellationToken)
            );
        return await base.SendAsync(request, cancellationToken);
    }

    async Task<string> TokenAsync(Uri gateway, CancellationToken stop)
    {
        if (DateTimeOffset.UtcNow < current.ExpiresAt - Margin)
            return current.AccessToken;
        await one.WaitAsync(stop);
        try
        {
            if (DateTimeOffset.UtcNow >= current.ExpiresAt - Margin)
            {
                using var ask = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway, "/api/auth/refresh"));
                ask.Content = JsonContent.Create(new { refreshToken = current.RefreshToken });
                using var answer = await base.SendAsync(ask, stop);
                // A session that was ended on purpose stays ended: the old token then tells.
                if (answer.IsSuccessStatusCode)
                    current = (await answer.Content.ReadFromJsonAsync<SessionAnswer>(stop))!;
            }
            return current.AccessToken;
        }
        finally
        {
            one.Release();
        }
    }

    protected override void Dispose(bool disposing)
    {
        one.Dispose();
        base.Dispose(disposing);
    }
}
