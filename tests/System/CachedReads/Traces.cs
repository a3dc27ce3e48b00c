using Aspire.Hosting.Testing;
using Social.ServiceDefaults.ChangeStamps;
using Social.Tests.WholeSystem.Fixture;
using StackExchange.Redis;

namespace Social.Tests.WholeSystem.CachedReads;

/// <summary>The system's Redis, searched for what should not be there.</summary>
sealed class Traces : IDisposable
{
    readonly ConnectionMultiplexer redis;

    Traces(ConnectionMultiplexer redis) => this.redis = redis;

    public static async Task<Traces> Open(SystemFixture system) =>
        new(await ConnectionMultiplexer.ConnectAsync(await system.App.GetConnectionStringAsync("redis") + ",allowAdmin=true"));

    async Task<IReadOnlyList<string>> Keys(string pattern) =>
        [.. ((RedisResult[])(await redis.GetDatabase().ExecuteAsync("KEYS", pattern))!).Select(k => (string)k!)];

    /// <summary>How long Redis still remembers this key; null when it does not.</summary>
    public Task<TimeSpan?> Left(RedisKey key) => redis.GetDatabase().KeyTimeToLiveAsync(key);

    /// <summary>What it holds under this key; null without.</summary>
    public async Task<string?> Value(RedisKey key) => await redis.GetDatabase().StringGetAsync(key);

    /// <summary>From now on no gateway takes for known what it was told before.</summary>
    public Task ForgetStampsAsync() => redis.GetDatabase().KeyDeleteAsync(StampKeys.Generation);

    /// <summary>The keys that have one of these texts in their name or anywhere in their value.</summary>
    public async Task<IReadOnlyList<string>> With(params string[] texts)
    {
        var found = new List<string>();
        foreach (var key in await Keys("*"))
        {
            var all = string.Join(' ', [key, .. (await Values(key)).Select(v => v.ToString())]);
            if (texts.Any(t => all.Contains(t, StringComparison.OrdinalIgnoreCase)))
                found.Add(key);
        }
        return found;
    }

    async Task<RedisValue[]> Values(string key)
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
