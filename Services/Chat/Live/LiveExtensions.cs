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
            .Configure<IConfiguration, Backplane>(
                (redis, configuration, backplane) =>
                {
                    redis.Configuration = ConfigurationOptions.Parse(configuration.GetConnectionString(Names.Redis) ?? "");
                    redis.Configuration.AbortOnConnectFail = false;
                    redis.Configuration.ChannelPrefix = RedisChannel.Literal("chat");
                    redis.ConnectionFactory = log => backplane.ConnectAsync(redis.Configuration, log);
                }
            );
        services.AddSingleton<Backplane>().AddSingleton<HubLifetimeManager<LiveHub>, LiveLifetimeManager>();
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

    /// <summary>
    /// WebSockets only: other transports would need every request of a connection to come to the same instance. Without the pipeline, which
    /// has nothing to say to a request without a token, and whose every step would be held in memory as long as the socket is open.
    /// </summary>
    public static void MapLive(this WebApplication app) =>
        app.MapHub<LiveHub>(
                "/hubs/live",
                connection =>
                {
                    connection.Transports = HttpTransportType.WebSockets;
                    connection.TransportSendTimeout = SendTimeout;
                }
            )
            .ShortCircuit();
}
