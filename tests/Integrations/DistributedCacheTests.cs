using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Social.Tests.Testing;
using StackExchange.Redis;

namespace Social.Tests.Integrations;

/// <summary>The distributed cache on a real server.</summary>
public sealed class DistributedCacheTests(RedisServer redis) : IClassFixture<RedisServer>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_is_read_back_until_it_expires()
    {
        using var host = Build(builder => builder.AddRedisDistributedCache("redis"));
        var cache = host.Services.GetRequiredService<IDistributedCache>();
        var options = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(1) };

        await cache.SetAsync("short", [1, 2, 3], options, Stop);

        Assert.Equal([1, 2, 3], await cache.GetAsync("short", Stop));
        await Wait.UntilAsync(async () => await cache.GetAsync("short", Stop) is null);
    }

    [Fact]
    public async Task The_cache_uses_the_registered_connection()
    {
        using var host = Build(builder => builder.AddRedisDistributedCache("redis"));
        var connection = host.Services.GetRequiredService<IConnectionMultiplexer>();

        await host.Services.GetRequiredService<IDistributedCache>().SetStringAsync("shared", "text", Stop);

        Assert.Equal("text", (string?)await connection.GetDatabase().HashGetAsync("shared", "data"));
        Assert.Same(connection, host.Services.GetRequiredService<IConnectionMultiplexer>());
    }

    [Fact]
    public async Task A_keyed_cache_has_a_connection_of_its_own()
    {
        using var host = Build(builder => builder.AddKeyedRedisDistributedCache("redis"));

        await host.Services.GetRequiredKeyedService<IDistributedCache>("redis").SetStringAsync("keyed", "text", Stop);

        var connection = host.Services.GetRequiredKeyedService<IConnectionMultiplexer>("redis");
        Assert.Equal("text", (string?)await connection.GetDatabase().HashGetAsync("keyed", "data"));
        Assert.Null(host.Services.GetService<IDistributedCache>());
    }

    [Fact]
    public async Task The_health_check_reports_the_server()
    {
        using var host = Build(builder => builder.AddRedisDistributedCache("redis"));

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop);

        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Single(report.Entries);
    }

    [Fact]
    public void Settings_and_options_are_passed_on()
    {
        using var host = Build(builder =>
            builder.AddRedisDistributedCache(
                "redis",
                settings => settings.DisableHealthChecks = true,
                options => options.ClientName = "mine"
            )
        );

        Assert.Null(host.Services.GetService<HealthCheckService>());
        Assert.Equal("mine", host.Services.GetRequiredService<IConnectionMultiplexer>().ClientName);
    }

    IHost Build(Action<HostApplicationBuilder> add)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["ConnectionStrings:redis"] = redis.Connection;
        add(builder);
        return builder.Build();
    }
}
