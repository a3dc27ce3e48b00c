using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using StackExchange.Redis;

namespace Social.Chats.Live;

/// <summary>Passes on what other services tell a person through Redis, by <c>push:{user}</c>, for as long as they are connected here.</summary>
sealed partial class NotificationRelay(
    IConnectionMultiplexer redis,
    LiveConnections connections,
    IHubContext<LiveHub> hub,
    ILogger<NotificationRelay> log
)
{
    readonly Dictionary<Guid, int> counts = [];

    /// <summary>One more connection of this person.</summary>
    public void Add(Guid user)
    {
        lock (counts)
        {
            counts[user] = counts.GetValueOrDefault(user) + 1;
            if (counts[user] == 1)
                // Not waited for: while Redis is unavailable the subscription is kept and made when it is back.
                redis.GetSubscriber().Subscribe(Channel(user), (_, text) => Relay(user, text), CommandFlags.FireAndForget);
        }
    }

    /// <summary>One less.</summary>
    public void Remove(Guid user)
    {
        lock (counts)
        {
            if (!counts.TryGetValue(user, out var count))
                return;
            if (count > 1)
            {
                counts[user] = count - 1;
                return;
            }
            counts.Remove(user);
            redis.GetSubscriber().Unsubscribe(Channel(user), flags: CommandFlags.FireAndForget);
        }
    }

    void Relay(Guid user, RedisValue text)
    {
        try
        {
            var notification = JsonSerializer.Deserialize<JsonElement>(text.ToString());
            foreach (var connection in connections.Of(user))
                _ = hub.Clients.Client(connection.Id).SendAsync(LiveEvents.Notification, notification);
        }
        catch (JsonException e)
        {
            Malformed(e.Message);
        }
    }

    static RedisChannel Channel(Guid user) => RedisChannel.Literal($"push:{user}");

    [LoggerMessage(LogLevel.Warning, "A notification in Redis is malformed and was not relayed: {Reason}")]
    partial void Malformed(string reason);
}
