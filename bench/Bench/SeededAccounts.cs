using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Social.Bench;

/// <summary>Seeded people who have logged in.</summary>
/// <param name="Usernames">Everybody whom calls may be about.</param>
/// <param name="Sessions">Those who call.</param>
public sealed record SeededAccounts(IReadOnlyList<string> Usernames, IReadOnlyList<AuthenticationHeaderValue> Sessions)
{
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
        var names = await NamesAsync(http, first, many, stop);
        var sessions = new List<AuthenticationHeaderValue> { first };
        // One after the other: a password costs a processor's time, which the system shall have back before it is measured.
        foreach (var name in names.Where(name => name != First))
        {
            if (sessions.Count == many)
                break;
            if (await EnterAsync(http, name, password, stop) is { } session)
                sessions.Add(session);
        }
        return sessions.Count == many
            ? new(names, sessions)
            : throw new BenchException($"Only {sessions.Count} seeded people are there: name fewer --people, or seed a larger graph.");
    }

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
    static async Task<AuthenticationHeaderValue?> EnterAsync(HttpClient http, string username, string password, CancellationToken stop)
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
                    return new("Bearer", (await answer.Content.ReadFromJsonAsync<Session>(stop))!.AccessToken);
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
            names.AddRange(page.Items.Select(p => p.Username));
            if (page.Next is null)
                break;
            cursor = page.Next;
        }
        return names;
    }

    sealed record Session(string AccessToken);

    sealed record Page(IReadOnlyList<Profile> Items, string? Next);

    sealed record Profile(string Username);
}
