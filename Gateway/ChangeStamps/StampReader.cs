using Microsoft.Extensions.Options;
using Social.Gateway.Caching;
using Social.ServiceDefaults;
using Social.ServiceDefaults.ChangeStamps;
using StackExchange.Redis;

namespace Social.Gateway.ChangeStamps;

/// <summary>
/// Reads change stamps: one question to Redis for a page. What the owners change is stamped before they answer, so the same stamps mean
/// that nothing has changed. Without Redis there are none, and everything is asked of its owner.
/// </summary>
sealed partial class StampReader : IDisposable
{
    readonly IConnectionMultiplexer redis;
    readonly TimeSpan timeout;
    readonly TimeProvider clock;
    readonly CircuitBreaker breaker;
    readonly ILogger<StampReader> log;
    int connection;

    public StampReader(IConnectionMultiplexer redis, IOptions<CacheOptions> options, TimeProvider clock, ILogger<StampReader> log)
    {
        (this.redis, this.clock, this.log) = (redis, clock, log);
        timeout = options.Value.StampTimeout;
        breaker = new(clock);
        // Another server, or one that started again, may have lost stamps that this process has never seen.
        redis.ConnectionFailed += OnConnectionChanged;
        redis.ConnectionRestored += OnConnectionChanged;
    }

    /// <summary>The stamps of these rows for this viewer; null while they cannot be relied on.</summary>
    public async Task<Stamps?> ReadAsync(string viewer, IReadOnlyList<string> rows)
    {
        if (!redis.IsConnected || !breaker.TryBegin())
            return null;
        var before = Volatile.Read(ref connection);
        var keys = new RedisKey[rows.Count + 2];
        (keys[0], keys[1]) = (StampKeys.Generation, StampKeys.Of(viewer));
        for (var i = 0; i < rows.Count; i++)
            keys[i + 2] = StampKeys.Of(rows[i]);
        try
        {
            var database = redis.GetDatabase();
            var values = await database.StringGetAsync(keys).WaitAsync(timeout, clock);
            if (values[0].IsNull)
                await database
                    .StringSetAsync(StampKeys.Generation, ServiceDefaults.ChangeStamps.ChangeStamps.New(), when: When.NotExists)
                    .WaitAsync(timeout, clock);
            breaker.Succeeded();
            return values[0].IsNull ? null : ToStamps(before, rows, values);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            if (breaker.Failed())
                Opened(e.Message);
            return null;
        }
    }

    public void Dispose()
    {
        redis.ConnectionFailed -= OnConnectionChanged;
        redis.ConnectionRestored -= OnConnectionChanged;
    }

    static Stamps ToStamps(int connection, IReadOnlyList<string> rows, RedisValue[] values)
    {
        var stamps = new Dictionary<string, long>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
            stamps[rows[i]] = (long)values[i + 2];
        return new((long)values[0], connection, (long)values[1], stamps);
    }

    void OnConnectionChanged(object? sender, ConnectionFailedEventArgs e) => Interlocked.Increment(ref connection);

    [LoggerMessage(
        LogLevel.Warning,
        "Circuit breaker of the change stamps opened; relations and states are read from their owners: {Reason}"
    )]
    partial void Opened(string reason);
}
