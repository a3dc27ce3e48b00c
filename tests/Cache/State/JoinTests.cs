using Google.Protobuf;
using Social.Caches.Store;

namespace Social.Tests.Caches.State;

/// <summary>What replicas know can be joined in any order and any number of times.</summary>
public sealed class JoinTests
{
    [Fact]
    public void Joining_is_commutative_associative_and_idempotent()
    {
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var (a, b, c) = (Any(random), Any(random), Any(random));
            Assert.True(EntryState.Merge(a, b) == EntryState.Merge(b, a), $"commutative, seed {seed}");
            Assert.True(
                EntryState.Merge(EntryState.Merge(a, b), c) == EntryState.Merge(a, EntryState.Merge(b, c)),
                $"associative, seed {seed}"
            );
            Assert.True(ReferenceEquals(EntryState.Merge(a, a), a), $"idempotent, seed {seed}");
            Assert.True(EntryState.Merge(EntryState.Merge(a, b), b) == EntryState.Merge(a, b), $"idempotent, seed {seed}");
        }
    }

    // Few values, so that ties of every kind come up; and as in life, one write has one stamp and one entry one content.
    static EntryState Any(Random random)
    {
        var reader = (ulong)random.Next(3);
        var (version, stamp) = ((ulong)random.Next(1, 4), (ulong)random.Next(3));
        var tombstone = new Tombstone((ulong)random.Next(1, 4), (ulong)random.Next(3), Until: 0);
        var kept = new CachedValue(version, stamp, reader, 0, ByteString.CopyFromUtf8($"{version} {stamp} {reader}"), Until: 0);
        return EntryState.Merge(new(random.Next(3) > 0 ? tombstone : null, null), new(null, random.Next(3) > 0 ? kept : null));
    }
}
