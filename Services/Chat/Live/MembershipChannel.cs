using System.Text.Json;
using StackExchange.Redis;

namespace Social.Chats.Live;

/// <summary>That a person became a member of a room, or ceased to be one.</summary>
sealed record MembershipChange(Guid Room, Guid User, bool IsMember);

/// <summary>
/// Tells every instance of changed memberships, so that the connections of that person enter or leave the room's group at once. A change
/// that is lost with Redis is made up for by the heartbeat.
/// </summary>
sealed partial class MembershipChannel(
    IConnectionMultiplexer redis,
    LiveConnections connections,
    RoomSubscriptions subscriptions,
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
                await (
                    change.IsMember
                        ? subscriptions.AddAsync(connection, change.Room, CancellationToken.None)
                        : subscriptions.RemoveAsync(connection, change.Room, CancellationToken.None)
                );
        }
        catch (Exception e) when (e is RedisException or TimeoutException or JsonException)
        {
            Failed(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Applying a changed membership failed; the heartbeat repeats it: {Reason}")]
    partial void Failed(string reason);
}
