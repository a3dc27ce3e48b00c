using Aspire.Hosting.Testing;
using Social.ServiceDefaults.ChangeStamps;
using Social.Tests.Testing;
using Social.Tests.WholeSystem.Fixture;
using StackExchange.Redis;

namespace Social.Tests.WholeSystem;

/// <summary>The system's Redis itself, for those who take something away there or look what it holds.</summary>
sealed class RedisClient : IDisposable
{
    readonly ConnectionMultiplexer redis;

    RedisClient(ConnectionMultiplexer redis) => this.redis = redis;

    public static async Task<RedisClient> OpenAsync(SystemFixture system) => new(await ConnectAsync(system));

    /// <summary>Connected when it answers: one that was just killed is called healthy until the AppHost asks it again.</summary>
    public static async Task<ConnectionMultiplexer> ConnectAsync(SystemFixture system)
    {
        var connection = await system.App.GetConnectionStringAsync("redis");
        var redis = await ConnectionMultiplexer.ConnectAsync(connection + ",allowAdmin=true,abortConnect=false");
        await Wait.UntilAsync(() => redis.IsConnected);
        return redis;
    }

    public Task FlushAsync() => redis.GetDatabase().ExecuteAsync("FLUSHALL");

    /// <summary>How many posts of this person's feed are held, of whatever life of Redis holds most.</summary>
    public async Task<long> HeldAsync(Person person)
    {
        var sets = (await KeysAsync($"feed:{{{person.Id:N}}}:*")).Where(k => !k.EndsWith(":mark", StringComparison.Ordinal));
        var counts = await Task.WhenAll(sets.Select(k => redis.GetDatabase().SortedSetLengthAsync(k)));
        return counts.DefaultIfEmpty().Max();
    }

    public async Task<IReadOnlyList<string>> KeysAsync(string pattern) =>
        [.. ((RedisResult[])(await redis.GetDatabase().ExecuteAsync("KEYS", pattern))!).Select(k => (string)k!)];

    /// <summary>The channels of that pattern that somebody listens to.</summary>
    public Task<RedisChannel[]> ChannelsAsync(string pattern) =>
        redis.GetServers()[0].SubscriptionChannelsAsync(RedisChannel.Pattern(pattern));

    /// <summary>The next message on a channel from now on.</summary>
    public async Task<Task<string>> ListenAsync(string channel)
    {
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await redis
            .GetSubscriber()
            .SubscribeAsync(new(channel, RedisChannel.PatternMode.Literal), (_, message) => heard.TrySetResult((string)message!));
        return heard.Task;
    }

    /// <summary>Ends its process as a crash does; the AppHost starts it again.</summary>
    public static async Task KillAsync(SystemFixture system)
    {
        using var process = await system.ProcessOfAsync("redis-server");
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>How long Redis still remembers this key; null when it does not.</summary>
    public Task<TimeSpan?> LeftAsync(RedisKey key) => redis.GetDatabase().KeyTimeToLiveAsync(key);

    /// <summary>What it holds under this key; null without.</summary>
    public async Task<string?> ValueAsync(RedisKey key) => await redis.GetDatabase().StringGetAsync(key);

    /// <summary>From now on no gateway takes for known what it was told before.</summary>
    public Task ForgetStampsAsync() => redis.GetDatabase().KeyDeleteAsync(StampKeys.Generation);

    /// <summary>The keys that have one of these texts in their name or anywhere in their value.</summary>
    public async Task<IReadOnlyList<string>> FindContainingAsync(params string[] texts)
    {
        var found = new List<string>();
        foreach (var key in await KeysAsync("*"))
        {
            var all = string.Join(' ', [key, .. (await ValuesAsync(key)).Select(v => v.ToString())]);
            if (texts.Any(t => all.Contains(t, StringComparison.OrdinalIgnoreCase)))
                found.Add(key);
        }
        return found;
    }

    async Task<RedisValue[]> ValuesAsync(string key)
    {
        var db = redis.GetDatabase();
        return await db.KeyTypeAsync(key) switch
        {
            RedisType.String => [await db.StringGetAsync(key)],
            RedisType.Hash => [.. (await db.HashGetAllAsync(key)).SelectMany(e => (RedisValue[])[e.Name, e.Value])],
            RedisType.Set => await db.SetMembersAsync(key),
            RedisType.SortedSet => await db.SortedSetRangeByRankAsync(key),
            _ => [],
        };
    }

    public void Dispose() => redis.Dispose();
}
