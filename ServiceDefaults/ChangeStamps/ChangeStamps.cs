using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Social.ServiceDefaults.ChangeStamps;

/// <summary>
/// Stamps rows as changed, once the change is committed and before it is answered: whoever remembers an older state then knows better.
/// While Redis does not answer, rows wait here and are stamped as soon as it does; nobody's write fails or waits for it.
/// </summary>
public sealed partial class ChangeStamps(IConnectionMultiplexer redis, TimeProvider clock, ILogger<ChangeStamps> log) : BackgroundService
{
    // More are replaced by a new generation, which stamps everything.
    const int MaxWaiting = 10_000;

    // Long enough for a busy machine: what is answered without a stamp is seen by others only later.
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
    static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(200);

    readonly CircuitBreaker breaker = new(clock);
    readonly Lock gate = new();
    HashSet<string> waiting = [];

    // A process that was killed may have committed what it did not stamp any more, so each begins with a new generation.
    bool generationIsDue = true;

    /// <summary>These rows have changed. Returns when Redis knows, or after two seconds when it does not answer.</summary>
    public async Task StampAsync(params IEnumerable<string> rows)
    {
        var changed = rows.ToHashSet();
        if (!await TryWriteAsync(changed, generation: false))
            Wait(changed, generation: false);
    }

    /// <summary>So much has changed that everything counts as changed.</summary>
    public async Task StampEverythingAsync()
    {
        if (!await TryWriteAsync([], generation: true))
            Wait([], generation: true);
    }

    /// <summary>Another number for a stamp.</summary>
    public static long New() => Random.Shared.NextInt64(1, long.MaxValue);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RetryInterval, clock);
        do
        {
            var (rows, generation) = Take();
            if ((rows.Count > 0 || generation) && !await TryWriteAsync(rows, generation))
                Wait(rows, generation);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task<bool> TryWriteAsync(IReadOnlyCollection<string> rows, bool generation)
    {
        if (!redis.IsConnected || !breaker.TryBegin())
            return false;
        try
        {
            var database = redis.GetDatabase();
            var writes = rows.Select(row => database.StringSetAsync(StampKeys.Of(row), New(), StampKeys.Lifetime)).ToList();
            if (generation)
                writes.Add(database.StringSetAsync(StampKeys.Generation, New()));
            await Task.WhenAll(writes).WaitAsync(Timeout, clock);
            breaker.Succeeded();
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            if (breaker.Failed())
                Opened(e.Message);
            return false;
        }
    }

    void Wait(IReadOnlyCollection<string> rows, bool generation)
    {
        lock (gate)
        {
            waiting.UnionWith(rows);
            generationIsDue |= generation || waiting.Count > MaxWaiting;
            if (generationIsDue)
                waiting.Clear();
        }
    }

    (HashSet<string> Rows, bool Generation) Take()
    {
        lock (gate)
        {
            var taken = (waiting, generationIsDue);
            (waiting, generationIsDue) = ([], false);
            return taken;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Circuit breaker of the change stamps opened; rows are stamped when Redis answers: {Reason}")]
    partial void Opened(string reason);
}
