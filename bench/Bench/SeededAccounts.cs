using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Social.Bench;

/// <summary>Seeded people who have logged in.</summary>
/// <param name="Usernames">Everybody whom calls may be about.</param>
/// <param name="Callers">Those who call.</param>
/// <param name="Sessions">Of the callers, in their order.</param>
/// <param name="RefreshTokens">Of the sessions, in their order.</param>
public sealed record SeededAccounts(
    IReadOnlyList<string> Usernames,
    IReadOnlyList<string> Callers,
    IReadOnlyList<AuthenticationHeaderValue> Sessions,
    IReadOnlyList<string> RefreshTokens
)
{
    /// <summary>What the names of people begin with whom the bench registers itself: calls are not about them.</summary>
    public const string OwnPrefix = "bench_";

    const string First = "demo";

    /// <summary>
    /// Logs in as many of the seeded people as asked for, by the password in <paramref name="data"/>, and waits where the gateway's limits
    /// say so.
    /// </summary>
    /// <exception cref="BenchException">The system is not seeded, or from another checkout.</exception>
    public static async Task<SeededAccounts> GatherAsync(HttpClient http, string data, int many, CancellationToken stop)
    {
        var password = Password(data);
        var first =
            await EnterAsync(http, First, password, stop)
            ?? throw new BenchException($"\"{First}\" cannot log in: start the system with --seed, and name its --data.");
        var names = await NamesAsync(http, first.Header, many, stop);
        var callers = new List<string> { First };
        var sessions = new List<Session> { first };
        // One after the other: a password costs a processor's time, which the system shall have back before it is measured.
        foreach (var name in names.Where(name => name != First))
        {
            if (sessions.Count == many)
                break;
            if (await EnterAsync(http, name, password, stop) is { } session)
            {
                callers.Add(name);
                sessions.Add(session);
            }
        }
        return sessions.Count == many
            ? From(names, callers, sessions)
            : throw new BenchException($"Only {sessions.Count} seeded people are there: name fewer --people, or seed a larger graph.");
    }

    /// <summary>Whether the network has been seeded.</summary>
    public static async Task<bool> AreThereAsync(HttpClient http, string data, CancellationToken stop) =>
        await EnterAsync(http, First, Password(data), stop) is not null;

    /// <summary>The same people with new tokens.</summary>
    public async Task<SeededAccounts> RenewAsync(HttpClient http, CancellationToken stop)
    {
        var sessions = new List<Session>();
        foreach (var refreshToken in RefreshTokens)
        {
            using var answer = await http.PostAsJsonAsync("/api/auth/refresh", new { refreshToken }, stop);
            sessions.Add((await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Session>(stop))!);
        }
        return From(Usernames, Callers, sessions);
    }

    static SeededAccounts From(IReadOnlyList<string> names, IReadOnlyList<string> callers, List<Session> sessions) =>
        new(names, callers, sessions.ConvertAll(s => s.Header), sessions.ConvertAll(s => s.RefreshToken));

    static string Password(string data)
    {
        var file = Path.Combine(data, "secrets.json");
        if (!File.Exists(file))
            throw new BenchException($"There is no file {Path.GetFullPath(file)}: name the --data of the system that runs.");
        using var secrets = JsonDocument.Parse(File.ReadAllText(file));
        return secrets.RootElement.TryGetProperty("seed", out var seed)
            ? seed.GetString()!
            : throw new BenchException("The system was never seeded: start it with --seed.");
    }

    /// <summary>Null for somebody with another password.</summary>
    static async Task<Session?> EnterAsync(HttpClient http, string username, string password, CancellationToken stop)
    {
        while (true)
        {
            var body = new
            {
                username,
                password,
                refresh = "body",
            };
            using var answer = await http.PostAsJsonAsync("/api/auth/login", body, stop);
            switch (answer.StatusCode)
            {
                case HttpStatusCode.OK:
                    return await answer.Content.ReadFromJsonAsync<Session>(stop);
                case HttpStatusCode.Unauthorized:
                    return null;
                case HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable:
                    await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(5), stop);
                    break;
                default:
                    throw new BenchException($"Logging in was answered {(int)answer.StatusCode}.");
            }
        }
    }

    // Twice as many as log in: some may have come by themselves, and have passwords of their own.
    static async Task<List<string>> NamesAsync(HttpClient http, AuthenticationHeaderValue session, int many, CancellationToken stop)
    {
        var names = new List<string>();
        for (var cursor = ""; names.Count < 2 * many; )
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/profiles?limit=100&cursor={Uri.EscapeDataString(cursor)}")
            {
                Headers = { Authorization = session },
            };
            using var answer = await http.SendAsync(request, stop);
            var page = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Page>(stop))!;
            names.AddRange(page.Items.Select(p => p.Username).Where(name => !name.StartsWith(OwnPrefix, StringComparison.Ordinal)));
            if (page.Next is null)
                break;
            cursor = page.Next;
        }
        return names;
    }

    sealed record Session(string AccessToken, string RefreshToken)
    {
        public AuthenticationHeaderValue Header => new("Bearer", AccessToken);
    }

    sealed record Page(IReadOnlyList<Profile> Items, string? Next);

    sealed record Profile(string Username);
}
