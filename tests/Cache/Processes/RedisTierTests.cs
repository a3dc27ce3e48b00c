using System.Net;
using Social.Tests.Testing;

namespace Social.Tests.Caches.Processes;

/// <summary>What Redis keeps for a replica that starts with nobody to ask.</summary>
public sealed class RedisTierTests(RedisServer redis) : IClassFixture<RedisServer>
{
    KeyValuePair<string, string?> Redis => new("ConnectionStrings:redis", redis.Connection);

    // However busy the machine is.
    static KeyValuePair<string, string?> LookupTimeout => new("Cache:LookupTimeout", "00:00:05");

    [Fact]
    public async Task A_cold_replica_is_warmed_and_what_is_out_of_date_is_not_there_either()
    {
        await using (var first = await Node.StartAsync([], Redis, LookupTimeout))
        {
            await first.Reader.PutAsync("post:1", 1, "one");
            await first.Reader.PutAsync("post:2", 1, "two");
            await Wait.UntilAsync(async () => await HasAsync("post:1") && await HasAsync("post:2"));
            first.Invalidate("post:2", 2);
            await Wait.UntilAsync(async () => !await HasAsync("post:2"));
        }
        await using var second = await Node.StartAsync([], Redis, LookupTimeout);
        await Wait.UntilAsync(async () => await second.Reader.GetAsync("post:1") == "one");
        Assert.Null(await second.Reader.GetAsync("post:2"));
        Assert.Equal(1, second["received redis yes"]);
        // From now on it is in memory.
        Assert.Equal("one", await second.Reader.GetAsync("post:1"));
        Assert.Equal(1, second["received redis yes"] + second["received redis no"]);
        Assert.InRange((await redis.Database.KeyTimeToLiveAsync("cache:post:1"))!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task What_cannot_be_read_is_passed_over_and_the_rest_is_not()
    {
        await using (var first = await Node.StartAsync([], Redis, LookupTimeout))
        {
            await first.Reader.PutAsync("post:11", 1, "one");
            await Wait.UntilAsync(() => HasAsync("post:11"));
        }
        await redis.Database.HashSetAsync("cache:post:12", "data", (byte[])[255, 255, 255]);
        await using var second = await Node.StartAsync([], Redis, LookupTimeout);
        await Wait.UntilAsync(async () =>
        {
            var found = (await second.Reader.Cache.GetAsync(new() { Keys = { "post:12", "post:11" } })).Entries;
            return found.Select(entry => entry.Key).SequenceEqual(["post:11"]);
        });
    }

    [Fact]
    public async Task A_replica_that_has_no_room_asks_its_peers_and_not_Redis()
    {
        await using var large = await Node.StartAsync([], Redis, LookupTimeout);
        await using var small = await Node.StartAsync([large.Rpc], Redis, LookupTimeout, new("Cache:Bytes", "65536"));
        await Wait.UntilAsync(async () => await small.Reader.PutAsync("post:begin", 1, "", await large.Reader.LeaseAsync()));
        string[] keys = [.. Enumerable.Range(0, 200).Select(i => $"post:many-{i}")];
        Assert.Equal(keys.Length, await large.Reader.PutAsync(keys, 1, new string('x', 1_000)));
        // So it had to let some go.
        await Wait.UntilAsync(() => small["evicted entry"] > 100);
        foreach (var key in keys)
            Assert.NotNull(await small.Reader.GetAsync(key));
        Assert.InRange(small["received asked yes"], 100, keys.Length);
        Assert.Equal(0, small["received redis yes"] + small["received redis no"]);
    }

    [Fact]
    public async Task Without_Redis_it_is_colder_and_nothing_else()
    {
        // Within the reader's own deadline, since a read may meet the outage before the cache has noticed it.
        await using var node = await Node.StartAsync([], Redis, new("Cache:LookupTimeout", "00:00:01"));
        await Wait.UntilAsync(async () => await node.Reader.PutAsync("post:3", 1, "three") && await HasAsync("post:3"));
        await redis.StopAsync();
        try
        {
            Assert.Null(await node.Reader.GetAsync("post:4"));
            Assert.True(await node.Reader.PutAsync("post:4", 1, "four"));
            Assert.Equal("four", await node.Reader.GetAsync("post:4"));
            using var http = new HttpClient { BaseAddress = node.Http };
            await Wait.UntilAsync(async () =>
            {
                Assert.Null(await node.Reader.GetAsync("post:5"));
                var health = await http.GetAsync("/health");
                Assert.Equal(HttpStatusCode.OK, health.StatusCode);
                return (await health.Content.ReadAsStringAsync()).Contains("\"redis\":\"Degraded\"", StringComparison.Ordinal);
            });
        }
        finally
        {
            await redis.StartAsync();
        }
        await Wait.UntilAsync(async () =>
        {
            await node.Reader.PutAsync("post:6", 1, "six");
            return await HasAsync("post:6");
        });
    }

    Task<bool> HasAsync(string key) => redis.Database.KeyExistsAsync($"cache:{key}");
}
