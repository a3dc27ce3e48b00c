using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Social.Chats.Live;

/// <summary>
/// Tells every client where its rooms are, by which it finds what a lost event would have told, and sets right who is in which group.
/// </summary>
sealed partial class Heartbeat(
    LiveConnections connections,
    RoomSubscriptions subscriptions,
    PresenceStore presence,
    ChatLimits limits,
    IHubContext<LiveHub> hub,
    IOptions<ChatOptions> options,
    TimeProvider clock,
    ILogger<Heartbeat> log
) : BackgroundService
{
    const int BatchSize = 200;

    static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Heartbeat, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            foreach (var people in connections.Users.Chunk(BatchSize))
                try
                {
                    await BeatAsync(people, stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    Failed(e.Message);
                }
    }

    async Task BeatAsync(Guid[] people, CancellationToken stop)
    {
        // Before the database is asked: a socket counts whether that answers or not.
        List<Task> sent = [.. people.Select(person => limits.RenewSocketsAsync(person, OpenSockets(person), stop))];
        var states = await subscriptions.ReadAsync(people, stop);
        foreach (var person in people)
        {
            var rooms = states[person].ToList();
            foreach (var connection in connections.Of(person).Where(one => one.Rooms is not null))
            {
                await subscriptions.ApplyAsync(connection, [.. rooms.Select(state => state.Room)], stop);
                sent.Add(hub.Clients.Client(connection.Id).SendAsync(LiveEvents.Heartbeat, rooms, stop));
                sent.Add(presence.RenewAsync(person, connection.Id));
            }
        }
        // A client that does not read is not waited for; its connection ends by the send timeout.
        await Task.WhenAll(sent).WaitAsync(SendTimeout, stop);
    }

    IEnumerable<string> OpenSockets(Guid person) => connections.Of(person).Where(one => !one.IsRefused).Select(one => one.Id);

    [LoggerMessage(LogLevel.Warning, "A heartbeat failed; the next one follows: {Reason}")]
    partial void Failed(string reason);
}
