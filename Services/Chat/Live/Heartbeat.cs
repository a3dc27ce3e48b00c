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

    // What is sent at once is in memory at once, some pages for each socket. 10,000 sockets are sent to within three seconds.
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Heartbeat, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // Before the database is asked: a socket counts whether that answers or not.
            foreach (var people in connections.Users.Chunk(BatchSize))
                await TryAsync(() => RenewAsync(people, stoppingToken), stoppingToken);
            var sockets = connections.Users.SelectMany(person => Subscribed(person).Select(one => (person, one)));
            foreach (var some in sockets.Chunk(BatchSize))
            {
                await TryAsync(() => BeatAsync(some, stoppingToken), stoppingToken);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    Task RenewAsync(Guid[] people, CancellationToken stop) =>
        Task.WhenAll(
            people
                .Select(person => limits.RenewSocketsAsync(person, OpenSockets(person), stop))
                .Concat(people.Select(person => presence.RenewAsync(person, [.. Subscribed(person).Select(one => one.Id)])))
        );

    async Task BeatAsync((Guid Person, LiveConnection Socket)[] some, CancellationToken stop)
    {
        var states = await subscriptions.ReadAsync([.. some.Select(one => one.Person).Distinct()], stop);
        List<Task> sent = [];
        foreach (var (person, socket) in some)
        {
            var rooms = states[person].ToList();
            await subscriptions.ApplyAsync(socket, [.. rooms.Select(state => state.Room)], stop);
            sent.Add(hub.Clients.Client(socket.Id).SendAsync(LiveEvents.Heartbeat, rooms, stop));
        }
        // A client that does not read is not waited for; its connection ends by the send timeout.
        await Task.WhenAll(sent).WaitAsync(SendTimeout, stop);
    }

    async Task TryAsync(Func<Task> step, CancellationToken stop)
    {
        try
        {
            await step();
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            Failed(e.Message);
        }
    }

    IEnumerable<LiveConnection> Subscribed(Guid person) => connections.Of(person).Where(one => one.Rooms is not null);

    IEnumerable<string> OpenSockets(Guid person) => connections.Of(person).Where(one => !one.IsRefused).Select(one => one.Id);

    [LoggerMessage(LogLevel.Warning, "A heartbeat failed; the next one follows: {Reason}")]
    partial void Failed(string reason);
}
