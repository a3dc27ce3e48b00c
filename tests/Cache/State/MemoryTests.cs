using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;
using Social.Caches.Store;

namespace Social.Tests.Caches.State;

[CollectionDefinition(nameof(Exclusive), DisableParallelization = true)]
public sealed class Exclusive;

/// <summary>What the store counts, against what the process takes: by itself, since others would take some, too.</summary>
[Collection(nameof(Exclusive))]
public sealed class MemoryTests
{
    const long Bytes = 8 << 20;

    [Fact]
    public void Whatever_is_put_and_invalidated_it_takes_no_more_than_it_may()
    {
        const int seed = 7;
        var random = new Random(seed);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = new FakeTimeProvider();
        var replica = new Replica(new() { Bytes = Bytes }, clock, Figures.New());
        for (var i = 0; i < 60_000; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(20));
            var key = $"profile:{Guid.CreateVersion7()}";
            if (random.Next(3) == 0)
                replica.ApplyInvalidation(key, 2, clock.GetUtcNow());
            // Some of them large, most of them small.
            var value = new byte[random.Next(random.Next(50) == 0 ? 60_000 : 800)];
            replica.Put(key, 2, UnsafeByteOperations.UnsafeWrap(value), replica.Lease());
            if (i % 100 == 0)
                Assert.InRange(replica.Store.Bytes, 1, Bytes);
        }
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(taken < Bytes * 1.15, $"It takes {taken} bytes and may take {Bytes} (seed {seed}).");
        // It is not empty either, and what it says of itself is about true.
        Assert.InRange(replica.Store.Bytes, Bytes * 0.9, Bytes);
        Assert.InRange(taken, replica.Store.Bytes * 0.5, replica.Store.Bytes * 1.15);
    }
}
