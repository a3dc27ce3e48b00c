using System.Threading.Channels;
using Google.Protobuf;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Social.Caches.Replication;
using Social.Caches.Store;
using Social.Contracts;
using Social.ServiceDefaults.Diagnostics;

namespace Social.Caches.Redis;

/// <summary>
/// A minute's worth of entries in Redis, for replicas that have just started and have nobody to ask. Written in the background and read only
/// after a miss in memory. Optional: the cache works without it.
/// </summary>
sealed partial class RedisTier(
    IServiceProvider services,
    Replica replica,
    IOptions<CacheOptions> options,
    CacheTelemetry telemetry,
    ILogger<RedisTier> log
) : BackgroundService, IHealthCheck
{
    const int Batch = 100;

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    readonly Channel<string> changed = Channel.CreateBounded<string>(
        new BoundedChannelOptions(options.Value.Queue) { FullMode = BoundedChannelFullMode.DropOldest }
    );

    IDistributedCache? redis;
    volatile bool answers;

    /// <summary>What is known of these keys now is to be there, too; nothing, where an entry is out of date.</summary>
    public void Enqueue(IEnumerable<string> keys)
    {
        foreach (var key in keys)
            changed.Writer.TryWrite(key);
    }

    /// <summary>Takes over what Redis holds of these keys; false when that is nothing.</summary>
    public async Task<bool> LoadAsync(IReadOnlyCollection<string> keys, CancellationToken stop)
    {
        if (keys.Count == 0 || !answers)
            return false;
        try
        {
            var all = await Task.WhenAll(keys.Select(k => redis!.GetAsync(Name(k), stop))).WaitAsync(options.Value.LookupTimeout, stop);
            List<KeyState> found = [.. all.OfType<byte[]>().Select(Read).OfType<KeyState>()];
            foreach (var state in found)
                telemetry.Received("redis", replica.Merge(state.Key, replica.Store.ToKnown(state)));
            return found.Count > 0;
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            // No reader waits for Redis again until it has answered the writer.
            answers = false;
            ReadTimedOut(e.Message);
            return false;
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(answers || redis is null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("Redis is unavailable."));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Making the connection may take its time, which must be nobody's who asks.
        await Task.Yield();
        redis = services.GetService<IDistributedCache>();
        var outage = new Outage();
        while (redis is not null && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ProbeAsync(stoppingToken);
                answers = true;
                outage.End();
                while (answers)
                    await (
                        await NextAsync(stoppingToken) is { Count: > 0 } keys ? WriteAsync(keys, stoppingToken) : ProbeAsync(stoppingToken)
                    );
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (outage.Begin())
                    Disconnected(e.Message);
                answers = false;
            }
            await Task.Delay(Pause, stoppingToken);
        }
    }

    /// <summary>Null for what is none, such as another version's: Redis answers all the same.</summary>
    KeyState? Read(byte[] bytes)
    {
        try
        {
            return KeyState.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            MalformedEntry(e.Message);
            return null;
        }
    }

    Task<byte[]?> ProbeAsync(CancellationToken stop) => redis!.GetAsync(Name(""), stop).WaitAsync(Pause, stop);

    /// <summary>What changed next; nothing when that takes longer than a moment.</summary>
    async Task<HashSet<string>> NextAsync(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Pause);
        var next = new HashSet<string>();
        try
        {
            await changed.Reader.WaitToReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return next;
        }
        while (next.Count < Batch && changed.Reader.TryRead(out var key))
            next.Add(key);
        return next;
    }

    /// <summary>Looked up now, so that whoever is late writes what is true by then.</summary>
    async Task WriteAsync(HashSet<string> keys, CancellationToken stop)
    {
        var known = replica.Store.Know(keys).ToDictionary(k => k.Key, k => k.EntryState);
        await Task.WhenAll(keys.Select(key => WriteAsync(key, known.GetValueOrDefault(key)?.CachedValue, stop))).WaitAsync(Pause, stop);
    }

    Task WriteAsync(string key, CachedValue? kept, CancellationToken stop)
    {
        var left = kept is null ? TimeSpan.Zero : replica.Store.Left(kept.Until);
        if (left <= TimeSpan.Zero)
            return redis!.RemoveAsync(Name(key), stop);
        var life = left < options.Value.RedisLifetime ? left : options.Value.RedisLifetime;
        var bytes = replica.Store.ToState(key, new(null, kept)).ToByteArray();
        return redis!.SetAsync(Name(key), bytes, new() { AbsoluteExpirationRelativeToNow = life }, stop);
    }

    static string Name(string key) => $"cache:{key}";

    [LoggerMessage(LogLevel.Warning, "Redis tier unavailable; new replicas start cold: {Reason}")]
    partial void Disconnected(string reason);

    [LoggerMessage(LogLevel.Information, "Reading from the Redis tier failed or timed out: {Reason}")]
    partial void ReadTimedOut(string reason);

    [LoggerMessage(LogLevel.Warning, "Malformed entry in the Redis tier: {Reason}")]
    partial void MalformedEntry(string reason);
}
