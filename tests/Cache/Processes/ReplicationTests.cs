using Social.Caches.Store;
using Social.Tests.Testing;

namespace Social.Tests.Caches.Processes;

/// <summary>Three replicas over real connections.</summary>
public sealed class ReplicationTests
{
    [Fact]
    public async Task What_is_put_or_invalidated_on_one_is_so_on_all()
    {
        await using var cluster = await ThreeNodeCluster.StartAsync();
        await InStepAsync(cluster, "post:begin");
        Assert.True(await cluster[0].Reader.PutAsync("post:1", 1, "one"));
        await AllAsync(cluster, "post:1", "one");
        cluster[1].Invalidate("post:1", 2);
        await AllAsync(cluster, "post:1", null);
        Assert.All(await Task.WhenAll(cluster.Readers.Select(r => r.PutAsync("post:1", 1, "one"))), Assert.False);
        // Whichever replica gave the lease.
        Assert.True(await cluster[2].Reader.PutAsync("post:1", 2, "two", await cluster[0].Reader.LeaseAsync()));
        await AllAsync(cluster, "post:1", "two");
        cluster[0].Invalidate("post:1", Tombstone.Gone);
        await Wait.UntilAsync(async () =>
            (await Task.WhenAll(cluster.Readers.Select(async r => (await r.Cache.GetAsync(new() { Keys = { "post:1" } })).Entries))).All(
                e => e is [{ Absent: true }]
            )
        );
    }

    [Fact]
    public async Task Changes_are_told_at_once_and_do_not_wait_for_the_next_comparison()
    {
        await using var cluster = await ThreeNodeCluster.StartAsync(new KeyValuePair<string, string?>("Cache:Compare", "00:05:00"));
        // The first comparison is made when the others are found.
        await Wait.UntilAsync(async () =>
        {
            await cluster[0].Reader.PutAsync("post:1", 1, "one");
            return cluster[1]["received stream yes"] > 0 && cluster[2]["received stream yes"] > 0;
        });
        await AllAsync(cluster, "post:1", "one");
        await cluster[0].Reader.PutAsync("post:1", 2, "two");
        await AllAsync(cluster, "post:1", "two");
    }

    [Fact]
    public async Task What_a_peer_is_too_slow_for_it_finds_by_comparing()
    {
        await using var cluster = await ThreeNodeCluster.StartAsync(new KeyValuePair<string, string?>("Cache:Queue", "1"));
        await InStepAsync(cluster, "post:begin");
        string[] keys = [.. Enumerable.Range(0, 300).Select(i => $"post:{i}")];
        await cluster[0].Reader.PutAsync(keys, 1, "one");
        Assert.InRange(cluster[0]["dropped"], 1, 2 * keys.Length);
        foreach (var key in keys)
            await AllAsync(cluster, key, "one");
    }

    [Fact]
    public async Task What_happened_on_both_sides_of_a_cut_comes_together_when_it_is_mended()
    {
        await using var cluster = await ThreeNodeCluster.StartAsync();
        await InStepAsync(cluster, "post:begin");
        await cluster[0].Reader.PutAsync("post:2", 1, "old");
        await AllAsync(cluster, "post:2", "old");
        cluster.CutOff(0);

        // The same row put on both sides, a write that only one side hears of, and a newer version on the other.
        Assert.True(await cluster[0].Reader.PutAsync("post:1", 1, "here"));
        Assert.True(await cluster[1].Reader.PutAsync("post:1", 1, "there"));
        cluster[0].Invalidate("post:2", 2);
        Assert.True(await cluster[1].Reader.PutAsync("post:2", 1, "old, read again"));
        Assert.True(await cluster[2].Reader.PutAsync("post:3", 3, "three"));
        Assert.True(await cluster[0].Reader.PutAsync("post:3", 2, "two"));
        await Task.WhenAll(AgreeAsync(cluster[1], cluster[2], "post:1", "there"), AgreeAsync(cluster[1], cluster[2], "post:3", "three"));
        Assert.Equal(("here", null, "two"), await SeenByAsync(cluster[0]));

        cluster.Mend(0);
        await AllAsync(cluster, "post:1", "there");
        await AllAsync(cluster, "post:2", null);
        await AllAsync(cluster, "post:3", "three");
    }

    [Fact]
    public async Task Who_joins_or_comes_back_receives_what_it_lacks_and_nothing_else()
    {
        await using var cluster = new ThreeNodeCluster();
        await cluster.StartAsync(0);
        await cluster.StartAsync(1);
        await InStepAsync(cluster, "post:begin");
        string[] keys = [.. Enumerable.Range(0, 300).Select(i => $"post:{i}")];
        await cluster[0].Reader.PutAsync(keys, 1, new string('x', 1_000));
        await AllAsync(cluster, keys[^1], new string('x', 1_000));

        await cluster.StartAsync(2);
        await Wait.UntilAsync(() => cluster[2]["received digest yes"] >= keys.Length + 1);
        await AllAsync(cluster, "post:7", new string('x', 1_000));
        await ReconnectAsync(cluster[2], cluster[0]);
        await ReconnectAsync(cluster[2], cluster[1]);

        cluster.CutOff(2);
        await cluster[1].Reader.PutAsync(keys[..5], 2, "newer");
        Assert.NotEqual("newer", await cluster[2].Reader.GetAsync(keys[0]));
        cluster.Mend(2);
        await AllAsync(cluster, keys[4], "newer");
        await ReconnectAsync(cluster[2], cluster[0]);
        await ReconnectAsync(cluster[2], cluster[1]);
        // Besides these, what the two meetings put.
        Assert.InRange(cluster[2]["received digest yes"], keys.Length + 6, keys.Length + 10);
        Assert.Equal(0, cluster[2]["received digest no"]);
    }

    /// <summary>Each takes the others' leases: so they have compared.</summary>
    static async Task InStepAsync(ThreeNodeCluster cluster, string key)
    {
        var leases = await Task.WhenAll(cluster.Readers.Select(r => r.LeaseAsync()));
        foreach (var (reader, lease) in from reader in cluster.Readers from lease in leases select (reader, lease))
            await Wait.UntilAsync(() => reader.PutAsync(key, 1, "begin", lease));
    }

    static async Task ReconnectAsync(Node one, Node other) =>
        await Wait.UntilAsync(async () => await one.Reader.PutAsync("post:meeting", 1, "", await other.Reader.LeaseAsync()));

    static Task AllAsync(ThreeNodeCluster cluster, string key, string? text) =>
        Wait.UntilAsync(async () => (await Task.WhenAll(cluster.Readers.Select(r => r.GetAsync(key)))).All(t => t == text));

    static Task AgreeAsync(Node one, Node other, string key, string text) =>
        Wait.UntilAsync(async () => await one.Reader.GetAsync(key) == text && await other.Reader.GetAsync(key) == text);

    static async Task<(string?, string?, string?)> SeenByAsync(Node node) =>
        (await node.Reader.GetAsync("post:1"), await node.Reader.GetAsync("post:2"), await node.Reader.GetAsync("post:3"));
}
