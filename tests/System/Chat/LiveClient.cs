using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Chat;

public sealed record StateAnswer(Guid Room, long Sequence, long Revision, long Read);

/// <summary>A person's live line, as a program of theirs would keep it.</summary>
sealed class LiveClient : IAsyncDisposable
{
    static readonly string[] Events =
    [
        "message",
        "edited",
        "deleted",
        "reaction",
        "joined",
        "left",
        "renamed",
        "removed",
        "typing",
        "presence",
        "read",
        "notification",
        "heartbeat",
    ];

    readonly ConcurrentQueue<(string Name, JsonElement Body)> events = new();
    readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    LiveClient(HubConnection connection)
    {
        Connection = connection;
        foreach (var name in Events)
            connection.On<JsonElement>(name, body => events.Enqueue((name, body)));
        connection.On("resync", () => events.Enqueue(("resync", default)));
        connection.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
    }

    public HubConnection Connection { get; }

    /// <summary>Done when the connection has ended.</summary>
    public Task Closed => closed.Task;

    public IEnumerable<JsonElement> All(string name) => events.Where(e => e.Name == name).Select(e => e.Body);

    /// <summary>Connected, and nothing said yet.</summary>
    public static async Task<LiveClient> ConnectAsync(SystemFixture system, string? origin = null)
    {
        var client = new LiveClient(
            new HubConnectionBuilder()
                .WithUrl(
                    new Uri(system.Api.BaseAddress!, "/hubs/live"),
                    options =>
                    {
                        options.Transports = HttpTransportType.WebSockets;
                        options.SkipNegotiation = true;
                        if (origin is not null)
                            options.Headers["Origin"] = origin;
                    }
                )
                .Build()
        );
        try
        {
            await client.Connection.StartAsync(TestContext.Current.CancellationToken);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connected, authenticated and subscribed.</summary>
    public static async Task<LiveClient> OpenAsync(SystemFixture system, Person person)
    {
        var client = await ConnectAsync(system);
        await client.AuthenticateAsync(person);
        await client.SubscribeAsync();
        return client;
    }

    public Task AuthenticateAsync(Person person) =>
        Connection.InvokeAsync("Authenticate", person.Session.AccessToken, TestContext.Current.CancellationToken);

    public Task<List<StateAnswer>> SubscribeAsync() =>
        Connection.InvokeAsync<List<StateAnswer>>("Subscribe", TestContext.Current.CancellationToken);

    /// <summary>The first such event that came or comes.</summary>
    public async Task<JsonElement> WaitAsync(string name, Func<JsonElement, bool>? which = null, TimeSpan? within = null)
    {
        JsonElement? found = null;
        await SystemFixture.EventuallyAsync(
            () =>
                Task.FromResult(
                    (found = All(name).Select(e => (JsonElement?)e).FirstOrDefault(e => which?.Invoke(e!.Value) ?? true)) is not null
                ),
            within,
            name
        );
        return found!.Value;
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
