using Aspire.StackExchange.Redis;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers a distributed cache in Redis, as the package Aspire.StackExchange.Redis.DistributedCaching does.</summary>
public static class AspireRedisDistributedCacheExtensions
{
    /// <summary>
    /// Registers <see cref="IDistributedCache"/> on the connection of that name, together with the connection itself
    /// (<see cref="IConnectionMultiplexer"/>), its health check, logging and telemetry.
    /// </summary>
    /// <param name="connectionName">The name of the connection string.</param>
    /// <param name="configureSettings">Changes the client's settings, after configuration was read.</param>
    /// <param name="configureOptions">Changes the connection's options.</param>
    public static void AddRedisDistributedCache(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);
        builder.AddRedisClient(connectionName, configureSettings, configureOptions);
        builder.Services.AddStackExchangeRedisCache(static _ => { });
        builder
            .Services.AddOptions<RedisCacheOptions>()
            .Configure<IServiceProvider>(
                (options, services) =>
                    options.ConnectionMultiplexerFactory = () => Task.FromResult(services.GetRequiredService<IConnectionMultiplexer>())
            );
    }

    /// <summary>As <see cref="AddRedisDistributedCache"/>, with the cache and the connection registered under the key <paramref name="name"/>.</summary>
    public static void AddKeyedRedisDistributedCache(
        this IHostApplicationBuilder builder,
        string name,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        builder.AddKeyedRedisClient(name, configureSettings, configureOptions);
        builder.Services.AddKeyedSingleton<IDistributedCache>(
            name,
            (services, _) =>
                new RedisCache(
                    new RedisCacheOptions
                    {
                        ConnectionMultiplexerFactory = () =>
                            Task.FromResult(services.GetRequiredKeyedService<IConnectionMultiplexer>(name)),
                    }
                )
        );
    }
}
