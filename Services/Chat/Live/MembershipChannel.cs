using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using StackExchange.Redis;

namespace Social.Chats.Live;

/// <summary>That a person became a member of a room, or ceased to be one.</summary>
/// <param name="Room">Which room.</param>
/// <param name="User">Who.</param>
/// <param name="IsMember">What they are now.</param>
/// <param name="Left">What their own connections are told when they are no member any more.</param>
sealed record MembershipChange(Guid Room, Guid User, bool IsMember, MemberLeft? Left = null);

/// <summary>
/// Tells every instance of changed memberships, so that the connections of that person enter or leave the room's group at once. A change
/// that is lost with Redis is made up for by the heartbeat.
/// </summary>
sealed partial class MembershipChannel(
    IConnectionMultiplexer redis,
    LiveConnections connections,
    RoomSubscriptions subscriptions,
    IHubContext<LiveHub> hub,
    ILogger<MembershipChannel> log
) : IHostedService
{
    static readonly RedisChannel Name = RedisChannel.Literal("chat:memberships");

    public Task PublishAsync(MembershipChange change) =>
        redis.GetSubscriber().PublishAsync(Name, JsonSerializer.Serialize(change, JsonSerializerOptions.Web));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Not waited for: without Redis the service works, and is told when Redis is there.
        redis.GetSubscriber().Subscribe(Name, CommandFlags.FireAndForget).OnMessage(message => ApplyAsync(message.Message));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    async Task ApplyAsync(RedisValue text)
    {
        try
        {
            var change = JsonSerializer.Deserialize<MembershipChange>(text.ToString(), JsonSerializerOptions.Web)!;
            foreach (var connection in connections.Of(change.User))
                if (change.IsMember)
                    await subscriptions.AddAsync(connection, change.Room, CancellationToken.None);
                else
                    await RemoveAsync(connection, change);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or JsonException)
        {
            Failed(e.Message);
        }
    }

    /// <summary>The room is told by another channel of Redis, and may be so only when this connection has left the group already.</summary>
    async Task RemoveAsync(LiveConnection connection, MembershipChange change)
    {
        await subscriptions.RemoveAsync(connection, change.Room, CancellationToken.None);
        if (change.Left is not null)
            await hub.Clients.Client(connection.Id).SendAsync(LiveEvents.Left, change.Left, CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Warning, "Applying a changed membership failed; the heartbeat repeats it: {Reason}")]
    partial void Failed(string reason);
}
