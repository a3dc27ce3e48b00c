using Microsoft.AspNetCore.SignalR;
using StackExchange.Redis;

namespace Social.Chats.Live;

/// <summary>Asks the clients of this instance to catch up after the subscriptions to Redis had to be made again: what was published meanwhile is lost.</summary>
sealed class Resync(IConnectionMultiplexer redis, LiveConnections connections, IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Watch(redis);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        redis.ConnectionRestored -= OnRestored;
        return Task.CompletedTask;
    }

    /// <summary>Of another connection with subscriptions, which ends by itself.</summary>
    public void Watch(IConnectionMultiplexer connection) => connection.ConnectionRestored += OnRestored;

    void OnRestored(object? sender, ConnectionFailedEventArgs e)
    {
        if (e.ConnectionType != ConnectionType.Subscription)
            return;
        // Asked for now: the hub itself needs the connection that this watches.
        var clients = services.GetRequiredService<IHubContext<LiveHub>>().Clients;
        foreach (var connection in connections.All)
            _ = clients.Client(connection.Id).SendAsync(LiveEvents.Resync);
    }
}
