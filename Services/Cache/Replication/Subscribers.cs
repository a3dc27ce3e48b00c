using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Social.Caches.Replication;

/// <summary>Subscribers of this replica, each with a queue of changed keys.</summary>
sealed class Subscribers(CacheOptions options, TimeProvider clock, CacheTelemetry telemetry)
{
    readonly ConcurrentDictionary<Outbox, bool> all = new();

    public Outbox Add()
    {
        var outbox = new Outbox(options.Queue, clock, telemetry);
        all[outbox] = true;
        return outbox;
    }

    public void Remove(Outbox outbox) => all.TryRemove(outbox, out _);

    public void Enqueue(IEnumerable<string> changed)
    {
        foreach (var key in changed)
        foreach (var (outbox, _) in all)
            outbox.Add(key);
    }
}

/// <summary>
/// Keys that changed; what is known of them is looked up when they are sent, so that a key that changes often costs no more memory, and one
/// that is too many can be left out: whoever misses it finds it by comparing.
/// </summary>
sealed class Outbox(int capacity, TimeProvider clock, CacheTelemetry telemetry)
{
    readonly Channel<(string Key, long At)> waiting = Channel.CreateBounded<(string Key, long At)>(
        new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropWrite },
        _ => telemetry.Dropped(1)
    );

    public void Add(string key) => waiting.Writer.TryWrite((key, clock.GetTimestamp()));

    /// <summary>The next ones, each once; none when none came within <paramref name="pulse"/>.</summary>
    public async Task<IReadOnlyCollection<string>> TakeAsync(int count, TimeSpan pulse, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(pulse);
        try
        {
            await waiting.Reader.WaitToReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return [];
        }
        var taken = new HashSet<string>();
        while (taken.Count < count && waiting.Reader.TryRead(out var next))
            if (taken.Add(next.Key) && taken.Count == 1)
                telemetry.Sent(clock.GetElapsedTime(next.At));
        return taken;
    }
}
