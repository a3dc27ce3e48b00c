using Grpc.Core;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.Tests.ServiceDefaults.Errors;
using Social.Tests.ServiceDefaults.Processes;

namespace Social.Tests.ServiceDefaults.GrpcClients;

/// <summary>An instance that cannot reach its database, beside one that can.</summary>
public sealed class DatabaseOutageTests : IDisposable
{
    readonly Keys keys = new();

    public void Dispose() => keys.Dispose();

    [Fact]
    public async Task A_read_that_meets_it_is_answered_by_the_other_and_a_write_is_not_repeated()
    {
        Posts sick = new() { Act = _ => throw new InvalidOperationException("saving failed", new FaultTests.DatabaseUnavailable()) },
            healthy = new();
        await using var one = await Process.ServeAsync("Post", keys, sick);
        await using var two = await Process.ServeAsync("Post", keys, healthy);
        await using var caller = await Process.CallAsync<PostService.PostServiceClient>("Feed", Names.Post, keys, one.Rpc, two.Rpc);
        var client = caller.Get<PostService.PostServiceClient>();

        while (sick.Calls == 0)
            await client.GetPostsAsync(new());
        var (reads, failed) = (sick.Calls, 0);
        for (var i = 0; i < 20; i++)
            try
            {
                await client.DeletePostAsync(new());
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                failed++;
            }

        Assert.Equal(sick.Calls - reads, failed);
    }
}
