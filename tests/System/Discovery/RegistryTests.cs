using System.Text.Json;
using Social.Tests.WholeSystem.Fixture;
using StackExchange.Redis;

namespace Social.Tests.WholeSystem.Discovery;

/// <summary>Redis as the place where the instances of the running system find each other.</summary>
[Collection<Exclusive>]
public sealed class RegistryTests(SystemFixture system)
{
    static readonly string[] Everyone = ["gateway", "auth", "profile", "post", "feed", "chat", "questions", "cache"];

    [Theory]
    [InlineData("gateway")]
    [InlineData("auth")]
    [InlineData("profile")]
    [InlineData("post")]
    [InlineData("feed")]
    [InlineData("chat")]
    [InlineData("questions")]
    [InlineData("cache")]
    public async Task Every_instance_is_in_it_with_its_addresses_and_expires_by_itself(string service)
    {
        using var redis = await RedisClient.ConnectAsync(system);
        await SystemFixture.EventuallyAsync(async () => await EntryAsync(redis, service) is not null);
        var (key, entry) = (await EntryAsync(redis, service))!.Value;
        Assert.InRange((await redis.GetDatabase().KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        Assert.Equal(await system.PortOfAsync(service), new Uri(entry.Http).Port);
        if (service == "gateway")
            Assert.Null(entry.Grpc);
        else
            Assert.Equal(await system.PortOfAsync(service, grpc: true), new Uri(entry.Grpc!).Port);
        Assert.InRange(entry.Started, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow);
        Assert.NotEmpty(entry.Version);
    }

    [Fact]
    public async Task Flushed_it_fills_again_within_seconds_and_nobody_notices()
    {
        using var redis = await RedisClient.ConnectAsync(system);
        using var done = new CancellationTokenSource();
        var calls = CallAsync(done.Token);
        await redis.GetDatabase().ExecuteAsync("FLUSHALL");
        await SystemFixture.EventuallyAsync(async () =>
        {
            foreach (var service in Everyone)
                if (await EntryAsync(redis, service) is null)
                    return false;
            return true;
        });
        await done.CancelAsync();
        Assert.InRange(await calls, 10, int.MaxValue);
    }

    /// <summary>Reads and writes of every service until told to stop; how many there were. One that fails ends it.</summary>
    async Task<int> CallAsync(CancellationToken stop)
    {
        for (var calls = 0; ; calls += 5)
        {
            if (stop.IsCancellationRequested)
                return calls;
            var post = await system.Alice.PostAsync("Nobody notices");
            await system.Bob.DoAsync(HttpMethod.Put, $"/api/posts/{post.Id}/like");
            await system.Alice.ProfileAsync(system.Bob.Username);
            await system.Bob.FeedAsync();
            await system.Alice.DoAsync(HttpMethod.Get, "/api/auth/sessions");
        }
    }

    /// <summary>Of the instance that the system started; others may have been started by tests, or have died without a word.</summary>
    async Task<(string Key, Entry Entry)?> EntryAsync(ConnectionMultiplexer redis, string service)
    {
        foreach (var id in await redis.GetDatabase().SetMembersAsync($"registry:{service}"))
        {
            var key = $"registry:{service}:{id}";
            var text = await redis.GetDatabase().StringGetAsync(key);
            if (
                text.HasValue
                && JsonSerializer.Deserialize<Entry>((string)text!) is { } entry
                && new Uri(entry.Http).Port == await system.PortOfAsync(service)
            )
                return (key, entry);
        }
        return null;
    }

    sealed record Entry(string Id, string Http, string? Grpc, string Version, int Load, DateTimeOffset Started);
}
