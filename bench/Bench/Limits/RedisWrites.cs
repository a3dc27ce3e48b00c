using System.Diagnostics;
using Social.Bench.Results;
using Social.Bench.Running;
using StackExchange.Redis;

namespace Social.Bench.Limits;

/// <summary>What the system's Redis alone does for fan-out: a post added to timelines of 800 and each trimmed, in pipelines of 500.</summary>
static class RedisWrites
{
    const int Pipeline = 500;
    const int Timelines = 5_000;
    const int Kept = 800;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Target target, TimeSpan span, CancellationToken stop)
    {
        using var redis = await target.Data.ConnectRedisAsync();
        var database = redis.GetDatabase();
        RedisKey[] keys = [.. Enumerable.Range(0, Timelines).Select(i => (RedisKey)$"bench:feed:{i}")];
        var (written, score, begin) = (0L, 0, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(begin) < span)
        {
            stop.ThrowIfCancellationRequested();
            var post = (RedisValue)Guid.CreateVersion7().ToByteArray(bigEndian: true);
            score++;
            foreach (var some in keys.Chunk(Pipeline))
            {
                await Task.WhenAll(some.SelectMany(key => Add(key, post, score)));
                written += some.Length;
            }
        }
        var followers = written / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        await database.KeyDeleteAsync(keys);
        return
        [
            new("timelines that get a post, pipelined to Redis", followers, "a second"),
            new("10,000 timelines, pipelined to Redis", 10_000 / followers * 1_000, "ms"),
        ];

        IEnumerable<Task> Add(RedisKey key, RedisValue post, double at) =>
            [database.SortedSetAddAsync(key, post, at), database.SortedSetRemoveRangeByRankAsync(key, 0, -Kept - 1)];
    }
}
