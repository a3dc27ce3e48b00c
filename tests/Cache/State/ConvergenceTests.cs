using Social.Caches.Store;

namespace Social.Tests.Caches.State;

/// <summary>Many random worlds; the message of a failure names the seed.</summary>
public sealed class ConvergenceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public void Whatever_happens_on_the_way_all_replicas_end_with_the_same_bytes(int skewSeconds)
    {
        var kept = 0;
        foreach (var seed in Enumerable.Range(0, 30))
            Seeded(
                seed,
                () =>
                {
                    var cluster = new SimulatedCluster(seed, new(), keys: 12, TimeSpan.FromSeconds(skewSeconds));
                    cluster.Run(1_000);
                    cluster.Settle();
                    foreach (var key in cluster.Keys)
                    {
                        var held = cluster.Replicas.Select(r => cluster.Lasting(r, key)).OfType<CachedValue>().ToList();
                        Assert.True(held.Count is 0 or 3, $"{held.Count} of three hold {key}.");
                        Assert.True(
                            held.DistinctBy(k => (k.Bytes, k.Version, k.Stamp, k.Replica)).Count() <= 1,
                            $"They hold {key} differently."
                        );
                        Assert.All(held, one => Assert.Equal(cluster.Version(key), one.Version));
                        kept += held.Count;
                    }
                    Assert.Single(cluster.Replicas.Select(r => string.Join(' ', r.Store.Digest().Floors)).Distinct());
                }
            );
        Assert.True(kept > 100, $"Only {kept} entries were there in the end: these worlds show little.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public void No_write_is_undone_though_there_is_no_room_to_remember_it(int skewSeconds)
    {
        var (kept, forgotten) = (0, 0);
        foreach (var seed in Enumerable.Range(0, 30))
            Seeded(
                seed,
                () =>
                {
                    // Room for a few dozen entries, and for fewer writes.
                    var cluster = new SimulatedCluster(seed, new() { Bytes = 1 << 14 }, keys: 100, TimeSpan.FromSeconds(skewSeconds));
                    cluster.Run(3_000);
                    cluster.Settle();
                    foreach (var key in cluster.Keys)
                        Assert.All(
                            cluster
                                .Replicas.SelectMany(r => r.Store.Find([key]))
                                .Select(f => f.EntryState.CachedValue)
                                .OfType<CachedValue>(),
                            one => Assert.Equal(cluster.Version(key), one.Version)
                        );
                    kept += cluster.Puts;
                    forgotten += cluster.Replicas.Sum(r => r.Store.Digest().Floors.Count(f => f > 0));
                }
            );
        Assert.True(kept > 1_000, $"Only {kept} entries were kept.");
        Assert.True(forgotten > 1_000, $"Only {forgotten} floors were raised.");
    }

    static void Seeded(int seed, Action act)
    {
        try
        {
            act();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"With the seed {seed}: {e.Message}", e);
        }
    }
}
