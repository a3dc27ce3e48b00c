using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.Options;

namespace Social.Chats.Live;

/// <summary>
/// The backplane without a channel for each connection. An instance sends to single connections of its own only, and to all others by their
/// groups; the queue behind such a channel, which nothing is ever published to, takes 2.6 KB of the 34 that an idle socket took with it.
/// </summary>
sealed class LiveLifetimeManager(
    Backplane backplane,
    ILogger<RedisHubLifetimeManager<LiveHub>> log,
    IOptions<RedisOptions> options,
    IHubProtocolResolver protocols,
    IOptions<HubOptions> all,
    IOptions<HubOptions<LiveHub>> own
) : RedisHubLifetimeManager<LiveHub>(log, options, protocols, all, own)
{
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        backplane.Unsubscribe(connection.ConnectionId);
    }
}
