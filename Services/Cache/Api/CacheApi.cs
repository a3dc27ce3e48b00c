using System.Text;
using Grpc.Core;
using Social.Caches.Store;
using Social.Contracts;
using Social.ServiceDefaults;

namespace Social.Caches.Api;

[InternalOnly]
sealed class CacheApi(Replica replica, CacheTelemetry telemetry) : CacheService.CacheServiceBase
{
    const int MaxKeys = 400;
    const int MaxKey = 200;
    const int MaxValue = 64 << 10;
    const int MaxAnswer = 2 << 20;

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> (keys).</exception>
    public override Task<CacheEntries> Get(CacheKeys request, ServerCallContext context)
    {
        Check(request.Keys, "keys");
        // The lease comes first: what is read after it is no older.
        var answer = new CacheEntries { Lease = replica.Lease().ToBytes() };
        var room = MaxAnswer;
        foreach (var (key, known) in replica.Store.Find(request.Keys))
            if (Entry(key, known) is { } entry && (room -= MaxKey + entry.Value.Length) >= 0)
                answer.Entries.Add(entry);
        telemetry.Read("hit", answer.Entries.Count);
        telemetry.Read("miss", request.Keys.Count - answer.Entries.Count);
        return Task.FromResult(answer);
    }

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> (entries).</exception>
    public override Task<CachePutReply> Put(CacheEntries request, ServerCallContext context)
    {
        Check(request.Entries.Select(e => e.Key), "entries");
        foreach (var entry in request.Entries)
            Check(entry);
        var lease = Lease.Of(request.Lease);
        var kept = request.Entries.Where(e => replica.Put(e.Key, e.Version, e.Value, lease)).ToList();
        return Task.FromResult(new CachePutReply { Kept = kept.Count });
    }

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> (keys).</exception>
    public override Task<CacheInvalidateReply> Invalidate(CacheInvalidations request, ServerCallContext context)
    {
        Check(request.Keys.Select(k => k.Key), "keys");
        foreach (var one in request.Keys)
            replica.Invalidate(one.Key, one.Version);
        return Task.FromResult(new CacheInvalidateReply());
    }

    static CacheEntry? Entry(string key, Known known) =>
        known.Kept is { } kept
            ? new()
            {
                Key = key,
                Version = kept.Version,
                Value = kept.Bytes,
                Absent = kept.IsAbsent,
            }
        : known.Tombstone?.Version == Tombstone.Gone ? new() { Key = key, Absent = true }
        : null;

    static void Check(IEnumerable<string> keys, string field)
    {
        var count = 0;
        foreach (var key in keys)
            if (++count > MaxKeys)
                throw new FaultException(Fault.Invalid, field, $"At most {MaxKeys} at once.");
            else if (key.Length == 0 || Encoding.UTF8.GetByteCount(key) > MaxKey)
                throw new FaultException(Fault.Invalid, field, $"A key has 1 to {MaxKey} bytes.");
    }

    static void Check(CacheEntry entry)
    {
        if (entry.Value.Length > MaxValue)
            throw new FaultException(Fault.Invalid, "entries", $"A value has at most {MaxValue} bytes.");
        if (entry.Absent ? entry.Version != 0 || !entry.Value.IsEmpty : entry.Version is 0 or Tombstone.Gone)
            throw new FaultException(
                Fault.Invalid,
                "entries",
                "A row has a version, neither 0 nor the highest; one that is absent has nothing."
            );
    }
}
