using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Social.Contracts;

namespace Social.Tests.Gateway.Fixture;

/// <summary>A cache that keeps what it is given.</summary>
sealed class CacheReplica : CacheService.CacheServiceBase
{
    static readonly ByteString Lease = ByteString.CopyFromUtf8("lease");

    int gets;

    public ConcurrentDictionary<string, CacheEntry> Kept { get; } = new();
    public int Gets => Volatile.Read(ref gets);

    /// <summary>What it does before it answers.</summary>
    public Func<Task> BeforeResponse { get; set; } = () => Task.CompletedTask;

    public override async Task<CacheEntries> Get(CacheKeys request, ServerCallContext context)
    {
        Interlocked.Increment(ref gets);
        await BeforeResponse();
        return new() { Entries = { request.Keys.Where(Kept.ContainsKey).Select(key => Kept[key]) }, Lease = Lease };
    }

    public override async Task<CachePutReply> Put(CacheEntries request, ServerCallContext context)
    {
        await BeforeResponse();
        Assert.Equal(Lease, request.Lease);
        foreach (var entry in request.Entries)
        {
            Assert.True(entry.Absent ? entry.Version == 0 && entry.Value.IsEmpty : entry.Version > 0);
            Kept[entry.Key] = entry;
        }
        return new() { Kept = request.Entries.Count };
    }
}
