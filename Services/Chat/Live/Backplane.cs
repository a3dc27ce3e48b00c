using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using StackExchange.Redis;

namespace Social.Chats.Live;

/// <summary>
/// The hub's connection to Redis. One of its own: the backplane unsubscribes while the host is disposed of, when the instrumentation of the
/// shared one may be gone already, and the process would end with an unhandled exception.
/// </summary>
sealed class Backplane(Resync resync)
{
    volatile ISubscriber? subscriber;

    public async Task<IConnectionMultiplexer> ConnectAsync(ConfigurationOptions configuration, TextWriter log)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(configuration, log);
        resync.Watch(connection);
        subscriber = connection.GetSubscriber();
        return connection;
    }

    /// <summary>Gives up what is published to one connection; its groups go on. Not waited for.</summary>
    /// <seealso cref="RedisHubLifetimeManager{THub}"/>
    public void Unsubscribe(string connectionId) =>
        subscriber?.Unsubscribe(
            RedisChannel.Literal($"{typeof(LiveHub).FullName}:connection:{connectionId}"),
            flags: CommandFlags.FireAndForget
        );
}
