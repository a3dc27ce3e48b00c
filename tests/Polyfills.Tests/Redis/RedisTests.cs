using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Social.Tests.Polyfills.Engines;
using StackExchange.Redis;

namespace Social.Tests.Polyfills.Redis;

/// <summary>AddRedisClient and AddRedisDistributedCache against a real server.</summary>
public sealed class RedisTests(Stores stores)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task There_is_one_connection_made_when_first_asked_for()
    {
        using var host = Build(await stores.RedisAsync());
        var first = host.Services.GetRequiredService<IConnectionMultiplexer>();
        Assert.Same(first, host.Services.GetRequiredService<IConnectionMultiplexer>());
        Assert.True(await first.GetDatabase().PingAsync() > TimeSpan.Zero);
    }

    [Fact]
    public void A_server_that_is_away_does_not_keep_a_process_from_starting()
    {
        // Nothing listens on the port of the discard protocol.
        using var host = Build("127.0.0.1:9,connectTimeout=200,connectRetry=1");
        Assert.False(host.Services.GetRequiredService<IConnectionMultiplexer>().IsConnected);
    }

    [Fact]
    public void Without_a_connection_string_the_first_use_says_which_is_missing()
    {
        using var host = Build(connection: null);
        var refusal = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<IConnectionMultiplexer>());
        Assert.Contains("ConnectionStrings:store", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_set_is_got_until_it_expires_or_is_removed()
    {
        using var host = Build(await stores.RedisAsync());
        var cache = host.Services.GetRequiredService<IDistributedCache>();
        var (lasting, brief) = ($"lasting-{Guid.NewGuid():N}", $"brief-{Guid.NewGuid():N}");
        await cache.SetAsync(lasting, [1, 2, 3], new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) }, Stop);
        await cache.SetAsync(brief, [4], new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromMilliseconds(300) }, Stop);
        Assert.Equal([1, 2, 3], await cache.GetAsync(lasting, Stop));

        // As the package by Microsoft lays it out, which another process may use.
        var redis = host.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        var fields = (await redis.HashGetAllAsync(lasting)).ToDictionary(f => (string)f.Name!, f => f.Value);
        Assert.Equal(-1, (long)fields["sldexp"]);
        var until = new DateTimeOffset((long)fields["absexp"], TimeSpan.Zero);
        Assert.InRange(until, DateTimeOffset.UtcNow.AddMinutes(4), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.InRange((await redis.KeyTimeToLiveAsync(lasting))!.Value, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));

        for (var tries = 0; await cache.GetAsync(brief, Stop) is not null; tries++)
        {
            Assert.True(tries < 100, "It does not expire.");
            await Task.Delay(100, Stop);
        }
        await cache.RemoveAsync(lasting, Stop);
        Assert.Null(await cache.GetAsync(lasting, Stop));
        Assert.Null(await cache.GetAsync("never set", Stop));
    }

    [Fact]
    public async Task Without_an_expiry_it_stays()
    {
        using var host = Build(await stores.RedisAsync());
        var key = $"staying-{Guid.NewGuid():N}";
        await host.Services.GetRequiredService<IDistributedCache>().SetAsync(key, [1], new(), Stop);
        Assert.Null(await host.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase().KeyTimeToLiveAsync(key));
    }

    [Fact]
    public async Task What_it_does_not_cover_is_refused()
    {
        using var host = Build(await stores.RedisAsync());
        var cache = host.Services.GetRequiredService<IDistributedCache>();
        var sliding = new DistributedCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(1) };
        await Assert.ThrowsAsync<NotSupportedException>(() => cache.SetAsync("key", [1], sliding, Stop));
        await Assert.ThrowsAsync<NotSupportedException>(() => cache.RefreshAsync("key", Stop));
    }

    static IHost Build(string? connection)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:store", connection)]);
        builder.AddRedisDistributedCache("store", settings => settings.DisableHealthChecks = true);
        return builder.Build();
    }
}
