using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Social.ServiceDefaults;
using StackExchange.Redis;

namespace Social.Chats.Live;

static class LiveExtensions
{
    const int MaxClientMessage = 4 << 10;

    static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The hub, its backplane in Redis, and what keeps connections right.</summary>
    public static void AddLive(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        // What Redis's absence means for health is said here, not by the package; and it is no reason not to start.
        builder.AddRedisClient(Names.Redis, settings => settings.DisableHealthChecks = true, options => options.AbortOnConnectFail = false);
        services.AddHealthChecks().AddCheck<RedisCheck>(Names.Redis);
        services
            .AddSignalR(hub =>
            {
                hub.MaximumReceiveMessageSize = MaxClientMessage;
                hub.StreamBufferCapacity = 1;
            })
            .AddStackExchangeRedis();
        services
            .AddOptions<RedisOptions>()
            .Configure<IConfiguration, Resync>(
                (backplane, configuration, resync) =>
                {
                    backplane.Configuration = ConfigurationOptions.Parse(configuration.GetConnectionString(Names.Redis) ?? "");
                    backplane.Configuration.AbortOnConnectFail = false;
                    backplane.Configuration.ChannelPrefix = RedisChannel.Literal("chat");
                    // A connection of its own: the backplane unsubscribes while the host is disposed of, when the instrumentation of the
                    // shared one may be gone already, and the process would end with an unhandled exception.
                    backplane.ConnectionFactory = async log =>
                    {
                        var connection = await ConnectionMultiplexer.ConnectAsync(backplane.Configuration, log);
                        resync.Watch(connection);
                        return connection;
                    };
                }
            );
        services.AddSingleton<LiveConnections>().AddSingleton<RoomSubscriptions>().AddSingleton<NotificationRelay>();
        services.AddSingleton<PresenceStore>().AddSingleton<PresenceEvents>();
        services.AddSingleton<MembershipChannel>().AddHostedService(provider => provider.GetRequiredService<MembershipChannel>());
        services.AddSingleton(provider => new LivePublisher(
            provider.GetRequiredService<IHubContext<LiveHub>>(),
            provider.GetRequiredService<MembershipChannel>(),
            provider.GetRequiredService<ILogger<LivePublisher>>()
        ));
        services.AddHostedService(provider => provider.GetRequiredService<LivePublisher>());
        services.AddHostedService<ConnectionWatch>().AddHostedService<Heartbeat>();
        services.AddSingleton<Resync>().AddHostedService(provider => provider.GetRequiredService<Resync>());
    }

    /// <summary>WebSockets only: other transports would need every request of a connection to come to the same instance.</summary>
    public static void MapLive(this WebApplication app) =>
        app.MapHub<LiveHub>(
            "/hubs/live",
            connection =>
            {
                connection.Transports = HttpTransportType.WebSockets;
                connection.TransportSendTimeout = SendTimeout;
            }
        );
}
