using System.Collections.Concurrent;
using System.Security.Cryptography;
using Google.Protobuf;

namespace Social.Caches.Store;

/// <summary>One of the equals that hold the cache: a store, a clock and a name. Everything that can happen to a replica is a method here.</summary>
sealed class Replica
{
    readonly CacheOptions options;
    readonly TimeProvider clock;
    readonly CacheTelemetry telemetry;
    readonly HybridClock stamps;

    // Replicas whose writes have been merged at least once.
    readonly ConcurrentDictionary<ulong, bool> trusted = new();

    public Replica(CacheOptions options, TimeProvider clock, CacheTelemetry telemetry)
    {
        (this.options, this.clock, this.telemetry) = (options, clock, telemetry);
        stamps = new(clock, options.Skew);
        Store = new(options, clock, telemetry);
        Id = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;
        Trust(Id);
    }

    /// <summary>Another one after each start; never 0.</summary>
    public ulong Id { get; }

    public CacheStore Store { get; }

    /// <summary>A stamp of now.</summary>
    public ulong Stamp() => stamps.Next();

    /// <summary>For a reader that was told what is kept just now.</summary>
    public Lease Lease() => new(Id, stamps.Next());

    /// <summary>
    /// Keeps what an owner said to a reader with that lease, unless something newer is known or might be. A lease of a replica that this one
    /// never met is worth nothing: what was told to that one may be known to nobody any more.
    /// </summary>
    public bool Put(string key, ulong version, ByteString bytes, Lease? lease)
    {
        if (lease is not { } read || !trusted.ContainsKey(read.Replica) || !stamps.Observe(read.Stamp))
        {
            telemetry.Refused("lease");
            return false;
        }
        var life = version == 0 ? options.AbsentLifetime : options.Lifetime;
        var outcome = Store.Merge(key, new(null, new(version, stamps.Next(), Id, read.Stamp, bytes, Store.In(life))));
        if (outcome != Outcome.Taken)
            telemetry.Refused(Word(outcome));
        return outcome == Outcome.Taken;
    }

    /// <summary>An event, which every replica receives, says that the row changed: all keep the same tombstone.</summary>
    /// <param name="key">Of the row.</param>
    /// <param name="version">What the row has now; 0: another than before; <see cref="Tombstone.Gone"/>: it is gone for good.</param>
    /// <param name="occurred">By the owner's clock, while the write was under way.</param>
    public void ApplyInvalidation(string key, ulong version, DateTimeOffset occurred)
    {
        var latest = HybridClock.After(HybridClock.FromTime(clock.GetUtcNow()), options.Skew);
        var stamp = Math.Min(HybridClock.FromTime(occurred), latest);
        Store.Merge(key, new(new(version, stamp, Store.In(options.TombstoneLifetime)), null));
    }

    /// <summary>What another replica knows of a key.</summary>
    public Outcome Merge(string key, EntryState news)
    {
        var newest = Math.Max(news.CachedValue?.Stamp ?? 0, news.Tombstone?.Stamp ?? 0);
        return stamps.Observe(newest) ? Store.Merge(key, news) : Outcome.KnownAlready;
    }

    /// <summary>Takes over what another replica has forgotten, and says which buckets then still differ.</summary>
    public List<int> Compare(IReadOnlyList<ulong> prints, IReadOnlyList<ulong> floors)
    {
        // No true clock has come so far yet; taken over, such a floor would keep everything out for as long.
        var highest = HybridClock.After(HybridClock.FromTime(clock.GetUtcNow()), 2 * options.Skew + options.Margin);
        return Store.Compare(prints, [.. floors.Select(f => f <= highest ? f : 0)]);
    }

    /// <summary>False when the other's clock is too far ahead for the two to work together.</summary>
    public bool Observe(ulong stamp) => stamps.Observe(stamp);

    /// <summary>Trusts that replica's leases from now on: all it knew when this was called has been merged.</summary>
    public void Trust(ulong replica) => trusted.TryAdd(replica, true);

    static string Word(Outcome outcome) =>
        outcome switch
        {
            Outcome.Taken => "",
            Outcome.KnownAlready or Outcome.OlderThanKept => "older than kept",
            Outcome.OlderThanWrite => "older than a write",
            Outcome.BelowFloor => "perhaps older than a write",
        };
}
