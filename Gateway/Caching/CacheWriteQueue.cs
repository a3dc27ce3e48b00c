using System.Threading.Channels;
using Google.Protobuf;
using Social.Contracts;
using Social.ServiceDefaults;

namespace Social.Gateway.Caching;

/// <summary>Writes loaded entries to the cache in the background: a bounded queue, and what does not fit is dropped.</summary>
sealed class CacheWriteQueue(SharedCache cache, LocalCache local) : BackgroundService
{
    // Loads, most of which are one page's.
    const int Capacity = 1_000;

    // Half of what the cache takes in one call, since the last entry comes on top.
    const int MaxBytes = 512 << 10;

    readonly Channel<CacheEntries> queue = Channel.CreateBounded<CacheEntries>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true },
        load => ReadTelemetry.Dropped(load.Entries.Count)
    );

    /// <summary>What was read from its owner after the cache gave this lease; without one the cache would not keep it.</summary>
    public void Enqueue(IEnumerable<CacheEntry> entries, ByteString lease)
    {
        if (lease.IsEmpty)
            return;
        // What has no version cannot be told from what comes after it.
        var load = new CacheEntries { Lease = lease, Entries = { entries.Where(e => e.Absent || e.Version > 0) } };
        if (load.Entries.Count > 0)
            queue.Writer.TryWrite(load);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var load in queue.Reader.ReadAllAsync(stoppingToken))
        foreach (var part in Parts(load))
        {
            var kept = await cache.PutAsync(part, stoppingToken);
            // What the cache was not told stays unknown here, too, so that the next reader tells it.
            if (kept == part.Entries.Count)
                local.Keep(part.Entries);
            else
                ReadTelemetry.Dropped(part.Entries.Count - kept);
        }
    }

    static IEnumerable<CacheEntries> Parts(CacheEntries load)
    {
        var (part, bytes) = (new CacheEntries { Lease = load.Lease }, 0);
        foreach (var entry in load.Entries)
        {
            part.Entries.Add(entry);
            bytes += entry.CalculateSize();
            if (part.Entries.Count < SharedLimits.CacheKeysPerCall && bytes < MaxBytes)
                continue;
            yield return part;
            (part, bytes) = (new() { Lease = load.Lease }, 0);
        }
        if (part.Entries.Count > 0)
            yield return part;
    }
}
