using System.Collections.Concurrent;
using Google.Protobuf;
using Social.Contracts;

namespace Social.Gateway.Caching;

/// <summary>
/// Single flight: loads what the cache does not have, each key once at a time however many miss it; the others wait for the first
/// load, which is not cancelled with its caller.
/// </summary>
sealed class SingleFlight(OriginLoader origin, CacheWriteQueue writes, TimeProvider clock)
{
    // Who asked the cache just before the entry got there comes here only now. Whatever changes meanwhile the owners' versions tell.
    static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<string, TaskCompletionSource<CacheEntry>> flying = new();

    /// <summary>An entry for each key, of which the cache, that gave this lease, has none.</summary>
    public async Task<IReadOnlyCollection<CacheEntry>> LoadAsync(IReadOnlyCollection<string> keys, ByteString lease, CancellationToken stop)
    {
        var mine = new Dictionary<string, TaskCompletionSource<CacheEntry>>();
        var all = new List<Task<CacheEntry>>();
        foreach (var key in keys)
        {
            var fresh = new TaskCompletionSource<CacheEntry>(TaskCreationOptions.RunContinuationsAsynchronously);
            var flight = flying.GetOrAdd(key, fresh);
            if (flight == fresh)
                mine.Add(key, fresh);
            all.Add(flight.Task);
        }
        if (mine.Count > 0)
            _ = FlyAsync(mine, lease);
        return await Task.WhenAll(all).WaitAsync(stop);
    }

    async Task FlyAsync(Dictionary<string, TaskCompletionSource<CacheEntry>> flights, ByteString lease)
    {
        try
        {
            var entries = await origin.LoadAsync(flights.Keys);
            writes.Enqueue(entries, lease);
            foreach (var entry in entries)
                flights[entry.Key].SetResult(entry);
            await Task.Delay(Linger, clock);
        }
        catch (Exception e)
        {
            // Told to everyone who waits.
            foreach (var flight in flights.Values)
                flight.TrySetException(e);
        }
        finally
        {
            foreach (var key in flights.Keys)
                flying.TryRemove(key, out _);
        }
    }
}
