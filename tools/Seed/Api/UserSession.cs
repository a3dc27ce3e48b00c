using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Social.Seed.Plan;

namespace Social.Seed.Api;

/// <summary>The session of one person: registers or logs in, and logs in again when the access token has expired.</summary>
// The semaphore is never waited on by a handle, so it holds nothing of the system's.
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001")]
sealed class UserSession(Person person, string password, GatewayClient gateway)
{
    readonly SemaphoreSlim signingIn = new(1, 1);
    string? accessToken;

    /// <summary>Registers, or logs in when the name is there already.</summary>
    public async Task<ExistingProfile> SignInAsync(CancellationToken stop)
    {
        var body = new
        {
            username = person.Username,
            displayName = person.DisplayName,
            password,
            refresh = "body",
        };
        using var response = await gateway.SendAsync(() => ToPost("/api/auth/register", body), stop);
        var session = response.StatusCode == HttpStatusCode.Conflict ? await LogInAsync(stop) : await ReadSessionAsync(response, stop);
        accessToken = session.AccessToken;
        return session.User;
    }

    /// <summary>Sends a request in this person's name.</summary>
    /// <exception cref="SeedException">The gateway is unreachable or refuses it.</exception>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> create, CancellationToken stop)
    {
        var used = accessToken;
        var response = await SendOnceAsync(create, used, stop);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            // A token lives ten minutes, and seeding a large graph takes longer.
            response.Dispose();
            response = await SendOnceAsync(create, await RenewAsync(used, stop), stop);
        }
        return await EnsureSuccessAsync(response, stop);
    }

    Task<HttpResponseMessage> SendOnceAsync(Func<HttpRequestMessage> create, string? token, CancellationToken stop) =>
        gateway.SendAsync(
            () =>
            {
                var request = create();
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                return request;
            },
            stop
        );

    // Others may act in this person's name at the same time: one of them logs in, since hashing a password is dear.
    async Task<string?> RenewAsync(string? expired, CancellationToken stop)
    {
        await signingIn.WaitAsync(stop);
        try
        {
            if (accessToken == expired)
                accessToken = (await LogInAsync(stop)).AccessToken;
            return accessToken;
        }
        finally
        {
            signingIn.Release();
        }
    }

    async Task<SessionResponse> LogInAsync(CancellationToken stop)
    {
        var body = new
        {
            username = person.Username,
            password,
            refresh = "body",
        };
        using var response = await gateway.SendAsync(() => ToPost("/api/auth/login", body), stop);
        return response.StatusCode == HttpStatusCode.Unauthorized
            ? throw new SeedException(
                $"\"{person.Username}\" is there with another password: seed an empty network, or one that was seeded with this password."
            )
            : await ReadSessionAsync(response, stop);
    }

    static async Task<SessionResponse> ReadSessionAsync(HttpResponseMessage response, CancellationToken stop)
    {
        await EnsureSuccessAsync(response, stop);
        return await response.ReadAsync<SessionResponse>(stop);
    }

    static async Task<HttpResponseMessage> EnsureSuccessAsync(HttpResponseMessage response, CancellationToken stop)
    {
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw new SeedException(
                $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.AbsolutePath} was refused with "
                    + $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(stop)}"
            );
    }

    static HttpRequestMessage ToPost(string path, object body) => new(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
}
