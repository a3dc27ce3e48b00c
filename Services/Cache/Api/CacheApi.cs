using Grpc.Core;
using Social.Caches.Redis;
using Social.Caches.Replication;
using Social.Caches.Store;
using Social.Contracts;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Caches.Api;

[InternalOnly]
sealed class CacheApi(Replica replica, Subscribers subscribers, Mesh mesh, RedisTier redisTier, CacheTelemetry telemetry)
    : CacheService.CacheServiceBase
{
    const int MaxAnswer = 2 << 20;

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> (keys).</exception>
    public override async Task<CacheEntries> Get(CacheKeys request, ServerCallContext context)
    {
        Shape.Check(request.Keys, "keys");
        var stop = context.CancellationToken;
        // The lease comes first: what is read after it is no older.
        var lease = replica.Lease();
        var entries = Find(request.Keys);
        var hits = entries.Count;
        if (hits < request.Keys.Count)
        {
            // Peers hold what this one holds, unless it has only just come or has no room.
            if (await mesh.AskAsync(Missing(request.Keys, entries), stop))
                entries = Find(request.Keys);
            if (await redisTier.LoadAsync(Missing(request.Keys, entries), stop))
                entries = Find(request.Keys);
        }
        telemetry.Read("hit", hits);
        telemetry.Read("found elsewhere", entries.Count - hits);
        telemetry.Read("miss", request.Keys.Count - entries.Count);
        return Fitting(entries, lease);
    }

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> (entries).</exception>
    public override Task<CachePutReply> Put(CacheEntries request, ServerCallContext context)
    {
        Shape.Check(request.Entries.Select(e => e.Key), "entries");
        foreach (var entry in request.Entries)
            Shape.Check(entry);
        var lease = Lease.Parse(request.Lease);
        var kept = request.Entries.Where(e => replica.Put(e.Key, e.Version, e.Value, lease)).Select(e => e.Key).ToList();
        subscribers.Enqueue(kept);
        redisTier.Enqueue(kept);
        return Task.FromResult(new CachePutReply { Kept = kept.Count });
    }

    List<CacheEntry> Find(IEnumerable<string> keys) =>
        [.. replica.Store.Find(keys.Distinct()).Select(found => Entry(found.Key, found.EntryState)).OfType<CacheEntry>()];

    static List<string> Missing(IEnumerable<string> keys, List<CacheEntry> found) => [.. keys.Except(found.Select(e => e.Key))];

    static CacheEntry? Entry(string key, EntryState known) =>
        known.CachedValue is { } kept
            ? new()
            {
                Key = key,
                Version = kept.Version,
                Value = kept.Bytes,
                Absent = kept.IsAbsent,
            }
        : known.Tombstone?.Version == Tombstone.Gone ? new() { Key = key, Absent = true }
        : null;

    static CacheEntries Fitting(List<CacheEntry> entries, Lease lease)
    {
        var answer = new CacheEntries { Lease = lease.ToBytes() };
        var room = MaxAnswer;
        foreach (var entry in entries)
            if ((room -= Shape.MaxKey + entry.Value.Length) >= 0)
                answer.Entries.Add(entry);
        return answer;
    }
}
