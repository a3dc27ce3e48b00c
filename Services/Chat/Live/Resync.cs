using Microsoft.AspNetCore.SignalR;
using StackExchange.Redis;

namespace Social.Chats.Live;

/// <summary>Asks the clients of this instance to catch up after the subscriptions to Redis had to be made again: what was published meanwhile is lost.</summary>
sealed class Resync(IConnectionMultiplexer redis, LiveConnections connections, IHubContext<LiveHub> hub) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        redis.ConnectionRestored += OnRestored;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        redis.ConnectionRestored -= OnRestored;
        return Task.CompletedTask;
    }

    void OnRestored(object? sender, ConnectionFailedEventArgs e)
    {
        if (e.ConnectionType == ConnectionType.Subscription)
            foreach (var connection in connections.All)
                _ = hub.Clients.Client(connection.Id).SendAsync(LiveEvents.Resync);
    }
}
