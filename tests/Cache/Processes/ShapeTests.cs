using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Social.Contracts;

namespace Social.Tests.Caches.Processes;

/// <summary>What may be asked, and by whom.</summary>
public sealed class ShapeTests : IAsyncLifetime
{
    static readonly string Long = new('k', 201);

    Node node = null!;

    public static TheoryData<CacheEntry> Wrong =>
        [
            new CacheEntry { Key = "", Version = 1 },
            new CacheEntry { Key = Long, Version = 1 },
            new CacheEntry { Key = "post:1", Version = 0 },
            new CacheEntry { Key = "post:1", Version = ulong.MaxValue },
            new CacheEntry
            {
                Key = "post:1",
                Version = 1,
                Absent = true,
            },
            new CacheEntry
            {
                Key = "post:1",
                Version = 1,
                Value = ByteString.CopyFrom(new byte[(64 << 10) + 1]),
            },
        ];

    public async ValueTask InitializeAsync() => node = await Node.StartAsync([]);

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_cannot_be_kept_is_refused(CacheEntry entry) =>
        await RefusedAsync(StatusCode.InvalidArgument, async () => await node.Reader.Cache.PutAsync(new() { Entries = { entry } }));

    [Fact]
    public async Task So_are_too_many_at_once()
    {
        var keys = Enumerable.Range(0, 401).Select(i => $"post:{i}").ToList();
        var cache = node.Reader.Cache;
        await RefusedAsync(StatusCode.InvalidArgument, async () => await cache.GetAsync(new() { Keys = { keys } }));
        await RefusedAsync(
            StatusCode.InvalidArgument,
            async () => await cache.PutAsync(new() { Entries = { keys.Select(k => new CacheEntry { Key = k, Version = 1 }) } })
        );
        await RefusedAsync(StatusCode.InvalidArgument, async () => await node.Reader.Peers.FindAsync(new() { Keys = { keys } }));
        await RefusedAsync(
            StatusCode.InvalidArgument,
            async () =>
            {
                using var pull = node.Reader.Peers.Pull(new() { Buckets = { new HeldBucket { Bucket = 1024 } } });
                await pull.ResponseStream.MoveNext(TestContext.Current.CancellationToken);
            }
        );
    }

    [Fact]
    public async Task An_answer_is_never_larger_than_a_caller_takes()
    {
        var text = new string('x', 60 << 10);
        string[] keys = [.. Enumerable.Range(0, 64).Select(i => $"post:{i}")];
        foreach (var some in keys.Chunk(16))
            Assert.Equal(16, await node.Reader.PutAsync(some, 1, text));
        var answer = await node.Reader.Cache.GetAsync(new() { Keys = { keys } });
        Assert.InRange(answer.Entries.Count, 30, 40);
    }

    [Fact]
    public async Task Nobody_but_a_service_may_call()
    {
        using var channel = GrpcChannel.ForAddress(node.Rpc);
        await RefusedAsync(StatusCode.Unauthenticated, async () => await new CacheService.CacheServiceClient(channel).GetAsync(new()));
        await RefusedAsync(StatusCode.Unauthenticated, async () => await new CachePeers.CachePeersClient(channel).GetDigestAsync(new()));
    }

    static async Task RefusedAsync(StatusCode code, Func<Task> call) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
}
