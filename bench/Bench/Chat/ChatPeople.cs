using System.Net;
using System.Net.Http.Json;

namespace Social.Bench.Chat;

/// <summary>Somebody who registered for a run, and their way to the API.</summary>
public sealed record ChatPerson(string Token, HttpClient Api);

/// <summary>People of a run's own, in rooms of its own: the system need not be seeded.</summary>
static class ChatPeople
{
    const string Password = "correct horse battery";

    static readonly SocketsHttpHandler Connections = new()
    {
        ActivityHeadersPropagator = null,
        UseCookies = false,
        UseProxy = false,
    };

    /// <summary>Registers so many people, two at a time, and waits where the gateway's limits say so.</summary>
    public static async Task<IReadOnlyList<ChatPerson>> RegisterAsync(Uri gateway, int many, CancellationToken stop)
    {
        var run = Guid.NewGuid().ToString("N")[..8];
        using var api = Client(gateway);
        var people = new ChatPerson[many];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, many),
            new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = stop },
            async (i, cancelled) =>
            {
                var token = await RegisterAsync(api, $"{SeededAccounts.OwnPrefix}{run}_{i}", cancelled);
                var own = Client(gateway);
                own.DefaultRequestHeaders.Authorization = new("Bearer", token);
                people[i] = new(token, own);
            }
        );
        return people;
    }

    /// <summary>A room of the first person's, which the others join.</summary>
    public static async Task<Guid> MakeRoomAsync(IReadOnlyList<ChatPerson> members, CancellationToken stop)
    {
        var room = await PostAsync<Made>(members[0].Api, "/api/rooms", new { name = "Bench" }, stop);
        var invite = await PostAsync<Invite>(members[0].Api, $"/api/rooms/{room.Id}/invites", new { }, stop);
        foreach (var member in members.Skip(1))
            await PostAsync<Made>(member.Api, $"/api/invites/{invite.Token}", null, stop);
        return room.Id;
    }

    static async Task<string> RegisterAsync(HttpClient api, string username, CancellationToken stop)
    {
        var person = new
        {
            username,
            displayName = username,
            password = Password,
            refresh = "body",
        };
        return (await PostAsync<Session>(api, "/api/auth/register", person, stop)).AccessToken;
    }

    static async Task<T> PostAsync<T>(HttpClient api, string path, object? body, CancellationToken stop)
    {
        while (true)
        {
            using var answer = await SendAsync(api, path, body, stop);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
                await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(5), stop);
            else if (answer.IsSuccessStatusCode)
                return (await answer.Content.ReadFromJsonAsync<T>(stop))!;
            else
                throw new BenchException($"{path} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(stop)}");
        }
    }

    static async Task<HttpResponseMessage> SendAsync(HttpClient api, string path, object? body, CancellationToken stop)
    {
        try
        {
            return await api.PostAsync(path, body is null ? null : JsonContent.Create(body), stop);
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new BenchException($"{path} was not answered within {api.Timeout.TotalSeconds} s: the machine has too much to do.");
        }
    }

    static HttpClient Client(Uri gateway) =>
        new(Connections, disposeHandler: false) { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(60) };

    sealed record Session(string AccessToken);

    sealed record Made(Guid Id);

    sealed record Invite(string Token);
}
