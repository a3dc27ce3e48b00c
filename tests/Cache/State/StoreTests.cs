using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;
using Social.Caches;
using Social.Caches.Store;

namespace Social.Tests.Caches.State;

/// <summary>One replica, by hand.</summary>
public sealed class StoreTests
{
    const string Key = "post:1";

    readonly FakeTimeProvider clock = new();

    [Fact]
    public void What_was_put_is_found_until_its_time_is_over()
    {
        var replica = New();
        Assert.True(Put(replica, 1, "one"));
        Assert.Equal("one", Read(replica));
        clock.Advance(new CacheOptions().Lifetime - TimeSpan.FromSeconds(1));
        Assert.Equal("one", Read(replica));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(Read(replica));
        Assert.Equal(0, replica.Store.Bytes);
    }

    [Fact]
    public void An_older_version_does_not_replace_a_newer_one_and_the_same_version_does()
    {
        var replica = New();
        Assert.True(Put(replica, 2, "two"));
        Assert.False(Put(replica, 1, "one"));
        Assert.Equal("two", Read(replica));
        Assert.True(Put(replica, 2, "two, read again"));
        Assert.Equal("two, read again", Read(replica));
    }

    [Fact]
    public void A_row_that_is_not_there_is_remembered_for_half_a_minute_and_gives_way_to_one_that_is()
    {
        var replica = New();
        Assert.True(Put(replica, 0, ""));
        Assert.Equal("", Read(replica));
        Assert.True(Put(replica, 1, "one"));
        Assert.False(Put(replica, 0, ""));
        Assert.Equal("one", Read(replica));

        Assert.True(Put(replica, 0, "", "post:2"));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(Read(replica, "post:2"));
    }

    [Fact]
    public void After_an_invalidation_older_versions_are_neither_found_nor_kept()
    {
        var replica = New();
        Put(replica, 1, "one");
        var lease = replica.Lease();
        Invalidate(replica, 2);
        Assert.Null(Read(replica));
        Assert.False(Put(replica, 1, "one", lease: lease));
        Assert.False(Put(replica, 1, "one"));
        Assert.Null(Read(replica));
        // Who began to read before the write and saw it all the same is right.
        Assert.True(Put(replica, 2, "two", lease: lease));
        Assert.Equal("two", Read(replica));
    }

    [Fact]
    public void An_invalidation_that_comes_after_the_new_version_leaves_it()
    {
        var replica = New();
        Put(replica, 2, "two");
        Invalidate(replica, 2);
        Assert.Equal("two", Read(replica));
        Invalidate(replica, 1);
        Assert.Equal("two", Read(replica));
    }

    [Fact]
    public void A_slow_readers_put_is_refused_though_the_write_has_been_forgotten()
    {
        var replica = New();
        var slow = replica.Lease();
        Invalidate(replica, 2);
        clock.Advance(new CacheOptions().TombstoneLifetime);
        replica.Store.RemoveExpired();
        Assert.Null(Read(replica));
        Assert.Equal(0, replica.Store.Tombstones);
        Assert.False(Put(replica, 1, "one", lease: slow));
        Assert.True(Put(replica, 2, "two"));
    }

    [Fact]
    public void So_it_is_when_the_write_had_to_make_room_at_once()
    {
        var replica = New(new CacheOptions { Bytes = 1 << 16 });
        var slow = replica.Lease();
        Invalidate(replica, 2);
        Assert.True(Put(replica, 2, "two"));
        for (var i = 0; replica.Store.Find([Key]) is [(_, { Tombstone: not null })]; i++)
            Invalidate(replica, 2, $"post:other-{i}");
        Assert.Null(Read(replica));
        Assert.False(Put(replica, 1, "one", lease: slow));
        Assert.InRange(replica.Store.Bytes, 1, 1 << 16);
    }

    [Fact]
    public void So_it_is_when_the_new_version_that_took_its_place_had_to_make_room()
    {
        var replica = New(new CacheOptions { Bytes = 1 << 16 });
        var slow = replica.Lease();
        Invalidate(replica, 2);
        Assert.True(Put(replica, 2, "two"));
        for (var i = 0; Read(replica, touch: false) is not null; i++)
            Put(replica, 1, new string('x', 1000), $"post:other-{i}");
        Assert.False(Put(replica, 1, "one", lease: slow));
    }

    [Fact]
    public void A_write_whose_version_nobody_told_ends_whatever_was_read_before()
    {
        var replica = New();
        Put(replica, 7, "seven");
        var slow = replica.Lease();
        replica.ApplyInvalidation(Key, 0, clock.GetUtcNow());
        Assert.Null(Read(replica));
        Assert.False(Put(replica, 7, "seven", lease: slow));
        clock.Advance(new CacheOptions().Margin + TimeSpan.FromMilliseconds(1));
        Assert.True(Put(replica, 8, "eight"));
    }

    [Fact]
    public void A_row_that_is_gone_is_known_to_be()
    {
        var replica = New();
        Put(replica, 1, "one");
        replica.ApplyInvalidation(Key, Tombstone.Gone, clock.GetUtcNow());
        Assert.False(Put(replica, ulong.MaxValue - 1, "undead"));
        Assert.Equal(Tombstone.Gone, replica.Store.Find([Key]).Single().EntryState.Tombstone?.Version);
    }

    [Fact]
    public void Without_a_lease_or_with_one_of_a_replica_nobody_knows_nothing_is_kept()
    {
        var replica = New();
        Assert.False(replica.Put(Key, 1, ByteString.Empty, null));
        var other = New();
        Assert.False(Put(replica, 1, "one", lease: other.Lease()));
        replica.Trust(other.Id);
        Assert.True(Put(replica, 1, "one", lease: other.Lease()));
        Assert.False(Put(replica, 1, "one", lease: new(other.Id, HybridClock.FromTime(clock.GetUtcNow().AddHours(1)))));
    }

    [Fact]
    public void A_clock_that_is_far_ahead_is_not_listened_to()
    {
        var replica = New();
        var future = HybridClock.FromTime(clock.GetUtcNow().AddHours(1));
        Assert.Equal(Outcome.KnownAlready, replica.Merge(Key, new(new(9, future, replica.Store.In(TimeSpan.FromHours(1))), null)));
        replica.Compare(new ulong[Bucket.Count], [.. Enumerable.Repeat(future, Bucket.Count)]);
        replica.ApplyInvalidation("post:2", 0, clock.GetUtcNow().AddHours(1));
        Assert.True(Put(replica, 1, "one"));
        clock.Advance(2 * new CacheOptions().Skew + new CacheOptions().WriteTime + TimeSpan.FromSeconds(1));
        Assert.True(Put(replica, 1, "two", "post:2"));
    }

    [Fact]
    public void What_was_read_last_stays_longest()
    {
        var replica = New(new CacheOptions { Bytes = 1 << 16 });
        Put(replica, 1, "kept");
        for (var i = 0; i < 1_000; i++)
        {
            Put(replica, 1, new string('x', 500), $"post:other-{i}");
            Assert.Equal("kept", Read(replica));
        }
        Assert.Null(Read(replica, "post:other-0"));
    }

    Replica New(CacheOptions? options = null) => new(options ?? new(), clock, Figures.New());

    static bool Put(Replica replica, ulong version, string text, string key = Key, Lease? lease = null) =>
        replica.Put(key, version, ByteString.CopyFromUtf8(text), lease ?? replica.Lease());

    void Invalidate(Replica replica, ulong version, string key = Key) => replica.ApplyInvalidation(key, version, clock.GetUtcNow());

    static string? Read(Replica replica, string key = Key, bool touch = true) =>
        touch
            ? replica.Store.Find([key]).SingleOrDefault().EntryState?.CachedValue?.Bytes.ToStringUtf8()
            : replica
                .Store.Held(Bucket.IndexOf(Hash.Compute(key)))
                .SingleOrDefault(h => h.KeyHash == Hash.Compute(key))
                .EntryState?.CachedValue?.Bytes.ToStringUtf8();
}
