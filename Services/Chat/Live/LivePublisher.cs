using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Social.ServiceDefaults.Diagnostics;

namespace Social.Chats.Live;

/// <summary>
/// Tells connected clients what was committed, in order and behind the caller's back: a write never waits for Redis, and what is lost here
/// is found by the sequences that the heartbeat carries.
/// </summary>
public sealed partial class LivePublisher : BackgroundService
{
    const int Capacity = 10_000;
    const int BatchSize = 100;

    static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(5);

    readonly Channel<Func<Task>> queue = Channel.CreateBounded<Func<Task>>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
    );
    readonly Outage outage = new();
    readonly IHubContext<LiveHub> hub;
    readonly MembershipChannel memberships;
    readonly ILogger<LivePublisher> log;

    internal LivePublisher(IHubContext<LiveHub> hub, MembershipChannel memberships, ILogger<LivePublisher> log) =>
        (this.hub, this.memberships, this.log) = (hub, memberships, log);

    /// <summary>An event for everybody who is in the room.</summary>
    public void ToRoom(Guid room, string name, object e) =>
        queue.Writer.TryWrite(() => hub.Clients.Group(Groups.Room(room)).SendAsync(name, e, CancellationToken.None));

    /// <summary>The person is a member now: wherever they are connected, the room's events come from here on.</summary>
    public void Admit(Guid room, Guid user) => queue.Writer.TryWrite(() => memberships.PublishAsync(new(room, user, IsMember: true)));

    /// <summary>The person is a member no more.</summary>
    /// <param name="room">Of which room.</param>
    /// <param name="user">Who.</param>
    /// <param name="left">What their own connections are told; null when they are told otherwise.</param>
    internal void Dismiss(Guid room, Guid user, MemberLeft? left = null) =>
        queue.Writer.TryWrite(() => memberships.PublishAsync(new(room, user, IsMember: false, left)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await queue.Reader.WaitToReadAsync(stoppingToken))
            try
            {
                // Begun one after another, awaited together: the connection to Redis keeps their order.
                List<Task> sent = [];
                while (sent.Count < BatchSize && queue.Reader.TryRead(out var send))
                    sent.Add(send());
                await Task.WhenAll(sent).WaitAsync(PublishTimeout, stoppingToken);
                outage.End();
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (outage.Begin())
                    Failed(e.Message);
            }
    }

    [LoggerMessage(LogLevel.Warning, "Publishing live events failed; clients catch up by the heartbeat: {Reason}")]
    partial void Failed(string reason);
}
