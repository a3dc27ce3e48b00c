using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Diagnostics;
using Social.ServiceDefaults.Discovery;
using Social.ServiceDefaults.GrpcClients;
using Social.Tests.ServiceDefaults.Processes;
using Social.Tests.Testing;

namespace Social.Tests.ServiceDefaults.Discovery;

/// <summary>Instances of one service that know of each other.</summary>
public sealed class PeersTests(RedisServer redis) : IClassFixture<RedisServer>, IAsyncLifetime
{
    readonly Keys keys = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await redis.FlushAsync();

    public ValueTask DisposeAsync()
    {
        keys.Dispose();
        return default;
    }

    [Fact]
    public async Task Each_is_told_when_another_comes_and_goes()
    {
        await using var one = await ServeAsync(new());
        await using var changes = one.Get<Peers>().WatchAsync(Stop).GetAsyncEnumerator(Stop);
        Assert.Empty(await NextAsync(changes));

        await using var two = await ServeAsync(new());
        Assert.Equal([Peer(two)], await NextAsync(changes));
        await Wait.UntilAsync(() => two.Get<Peers>().Current.SequenceEqual([Peer(one)]));

        await two.StopAsync();
        Assert.Empty(await NextAsync(changes));
    }

    [Fact]
    public async Task One_of_them_is_called_by_a_service_token()
    {
        Posts posts = new(),
            others = new();
        await using var one = await ServeAsync(new());
        await using var two = await ServeAsync(posts);
        await using var three = await ServeAsync(others);
        await Wait.UntilAsync(() => one.Get<Peers>().Current.Count == 2);

        var client = new PostService.PostServiceClient(one.Get<Peers>().CallsTo(Peer(two)));
        for (var i = 0; i < 10; i++)
            await client.GetPostsAsync(new(), cancellationToken: Stop);
        Assert.Equal((10, 0), (posts.Calls, others.Calls));
        // For processes of the system alone.
        await client.CountByAuthorsAsync(new(), cancellationToken: Stop);
    }

    [Fact]
    public async Task Without_a_registry_they_are_at_the_configured_addresses_that_are_not_ones_own()
    {
        await using var two = await Process.ServeAsync("Post", keys, new Posts());
        await using var one = await Process.ServeAsync("Post", keys, new Posts(), builder => builder.AddPeers());
        var configuration = one.Get<IConfiguration>();
        foreach (var (setting, address) in Process.Addresses(Names.Post, one.Rpc, two.Rpc))
            configuration[setting] = address;
        Assert.Equal([new Peer(two.Rpc.Authority, two.Rpc)], one.Get<Peers>().Current);
    }

    [Fact]
    public async Task Who_comes_back_at_the_same_address_takes_the_place_of_who_was_killed_there()
    {
        await using var one = await ServeAsync(new());
        var directory = one.Get<ServiceDirectory>();
        var address = new Uri("http://127.0.0.1:9");
        var began = DateTimeOffset.UtcNow;
        Registration killed = new("killed", address, address, "1.0", 0, began),
            successor = new("successor", address, address, "1.0", 0, began.AddSeconds(5)),
            other = new("other", one.Http, one.Rpc, "1.0", 0, began);
        directory.Update("any", [killed, other]);
        var before = directory.GetInstances("any").Single(instance => instance.Address == address);
        directory.Update("any", [successor, killed, other]);
        Assert.Equal(2, directory.GetInstances("any").Count);
        Assert.NotSame(before, directory.GetInstances("any").Single(instance => instance.Address == address));
        Assert.Equal(["other", "successor"], directory.Registered("any").Select(one => one.Id).Order());
    }

    Task<Process> ServeAsync(Posts posts) =>
        Process.ServeAsync("Post", keys, posts, builder => builder.AddPeers(), settings: redis.Settings(poll: "00:00:00.2"));

    static Peer Peer(Process process) => new(process.Get<InstanceInfo>().Id, process.Rpc);

    static async Task<IReadOnlyList<Peer>> NextAsync(IAsyncEnumerator<IReadOnlyList<Peer>> changes)
    {
        Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Stop));
        return changes.Current;
    }
}
