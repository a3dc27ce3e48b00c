using Aspire.Hosting.Testing;
using Social.Tests.WholeSystem.Fixture;
using StackExchange.Redis;

namespace Social.Tests.WholeSystem.Feeds;

/// <summary>The system's Redis itself, for those who take something away there or look what it holds.</summary>
sealed class RedisClient : IDisposable
{
    readonly ConnectionMultiplexer redis;

    RedisClient(ConnectionMultiplexer redis) => this.redis = redis;

    public static async Task<RedisClient> Open(SystemFixture system) =>
        new(await ConnectionMultiplexer.ConnectAsync(await system.App.GetConnectionStringAsync("redis") + ",allowAdmin=true"));

    public Task Flush() => redis.GetDatabase().ExecuteAsync("FLUSHALL");

    /// <summary>How many posts of this person's feed are held, of whatever life of Redis holds most.</summary>
    public async Task<long> Held(Person person)
    {
        var sets = (await Keys($"feed:{{{person.Id:N}}}:*")).Where(k => !k.EndsWith(":mark", StringComparison.Ordinal));
        var counts = await Task.WhenAll(sets.Select(k => redis.GetDatabase().SortedSetLengthAsync(k)));
        return counts.DefaultIfEmpty().Max();
    }

    public async Task<IReadOnlyList<string>> Keys(string pattern) =>
        [.. ((RedisResult[])(await redis.GetDatabase().ExecuteAsync("KEYS", pattern))!).Select(k => (string)k!)];

    /// <summary>The next message on a channel from now on.</summary>
    public async Task<Task<string>> Listen(string channel)
    {
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await redis
            .GetSubscriber()
            .SubscribeAsync(new(channel, RedisChannel.PatternMode.Literal), (_, message) => heard.TrySetResult((string)message!));
        return heard.Task;
    }

    /// <summary>Ends its process as a crash does; the AppHost starts it again.</summary>
    public static async Task Kill(SystemFixture system)
    {
        using var process = await system.ProcessOfAsync("redis-server");
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => redis.Dispose();
}
