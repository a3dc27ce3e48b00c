using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.GrpcClients;
using Social.Tests.ServiceDefaults.Processes;
using Social.Tests.Testing;

namespace Social.Tests.ServiceDefaults.GrpcClients;

public sealed class ClientTests : IDisposable
{
    readonly Keys keys = new();

    public void Dispose() => keys.Dispose();

    [Fact]
    public async Task Calls_go_where_fewer_are_on_their_way()
    {
        var release = new TaskCompletionSource();
        using var arrived = new SemaphoreSlim(0);
        Posts left = new() { Act = HoldAsync },
            right = new() { Act = HoldAsync };
        await using var one = await Process.ServeAsync("Post", keys, left);
        await using var two = await Process.ServeAsync("Post", keys, right);
        await using var caller = await Process.CallAsync<PostService.PostServiceClient>("Feed", Names.Post, keys, one.Rpc, two.Rpc);
        var client = caller.Get<PostService.PostServiceClient>();
        List<Task> calls = [];
        for (var i = 0; i < 8; i++)
        {
            calls.Add(client.DeletePostAsync(new(), deadline: DateTime.UtcNow.AddMinutes(1)).ResponseAsync);
            await arrived.WaitAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal((4, 4), (left.Calls, right.Calls));
        release.SetResult();
        await Task.WhenAll(calls);

        Task HoldAsync(ServerCallContext context)
        {
            arrived.Release();
            return release.Task;
        }
    }

    [Fact]
    public async Task A_read_is_tried_again_and_a_write_is_not()
    {
        var posts = new Posts();
        var refusals = 0;
        await using var service = await Process.ServeAsync("Post", keys, posts, use: Fail(() => Interlocked.Increment(ref refusals) == 1));
        await using var caller = await Process.CallAsync<PostService.PostServiceClient>("Feed", Names.Post, keys, service.Rpc);
        var client = caller.Get<PostService.PostServiceClient>();

        await client.GetPostsAsync(new());
        Assert.Equal(1, posts.Calls);

        refusals = 0;
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await client.DeletePostAsync(new()));
        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.Equal(1, posts.Calls);
    }

    [Fact]
    public async Task A_refusal_is_an_answer_and_not_tried_again()
    {
        var posts = new Posts { Act = _ => throw new FaultException(Fault.Unavailable, "Busy.") };
        await using var service = await Process.ServeAsync("Post", keys, posts);
        await using var caller = await Process.CallAsync<PostService.PostServiceClient>("Feed", Names.Post, keys, service.Rpc);
        await Assert.ThrowsAsync<RpcException>(async () => await caller.Get<PostService.PostServiceClient>().GetPostsAsync(new()));
        Assert.Equal(1, posts.Calls);
    }

    [Fact]
    public async Task A_service_that_stays_away_is_not_buried_under_retries()
    {
        var attempts = 0;
        await using var service = await Process.ServeAsync(
            "Post",
            keys,
            new Posts(),
            use: Fail(() =>
            {
                Interlocked.Increment(ref attempts);
                return true;
            })
        );
        await using var caller = await Process.CallAsync<PostService.PostServiceClient>("Feed", Names.Post, keys, service.Rpc);
        var client = caller.Get<PostService.PostServiceClient>();
        for (var i = 0; i < 50; i++)
            await Assert.ThrowsAsync<RpcException>(async () => await client.GetPostsAsync(new()));
        Assert.InRange(attempts, 51, 60);
    }

    [Fact]
    public async Task An_address_where_nobody_listens_costs_neither_a_read_nor_a_write()
    {
        var posts = new Posts();
        await using var service = await Process.ServeAsync("Post", keys, posts);
        using var nobody = new RefusedPort();
        using var counts = new CallCounts(nobody.Address);
        await using var caller = await Process.CallAsync<PostService.PostServiceClient>(
            "Feed",
            Names.Post,
            keys,
            nobody.Address,
            service.Rpc
        );
        var client = caller.Get<PostService.PostServiceClient>();
        for (var i = 0; i < 20; i++)
        {
            await client.GetPostsAsync(new());
            await client.DeletePostAsync(new());
        }
        Assert.Equal(40, posts.Calls);
        Assert.True(counts["ended failed"] > 0);
    }

    [Fact]
    public async Task Nobody_anywhere_is_a_failure_and_not_an_endless_search()
    {
        using var nobody = new RefusedPort();
        using var noOne = new RefusedPort();
        await using var caller = await Process.CallAsync<PostService.PostServiceClient>(
            "Feed",
            Names.Post,
            keys,
            nobody.Address,
            noOne.Address
        );
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await caller.Get<PostService.PostServiceClient>().DeletePostAsync(new())
        );
        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
    }

    [Fact]
    public async Task A_read_is_never_tried_again_where_it_failed_while_another_is_there()
    {
        await using var failing = await Wire.StartAsync(Wire.FailInTrailer((int)StatusCode.Unavailable));
        await using var well = await Wire.StartAsync();
        await using var caller = await Process.CallAsync<PostService.PostServiceClient>("Feed", Names.Post, keys, failing.Rpc, well.Rpc);
        var client = caller.Get<PostService.PostServiceClient>();
        for (var reads = 1; reads <= 8; reads++)
        {
            await client.GetPostsAsync(new());
            Assert.Equal(reads, well.Calls);
        }
        Assert.InRange(failing.Calls, 0, 8);
    }

    [Fact]
    public async Task A_streamed_read_is_tried_elsewhere_until_its_answer_has_begun()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var failing = await Wire.StartAsync(Wire.FailAtOnce((int)StatusCode.Unavailable));
        await using var well = await Wire.StartAsync();
        await using var caller = await Process.CallAsync<MediaService.MediaServiceClient>("Feed", Names.Post, keys, failing.Rpc, well.Rpc);
        var client = caller.Get<MediaService.MediaServiceClient>();
        for (var reads = 1; failing.Calls < 3; reads++)
        {
            using var call = client.OpenMedia(new(), cancellationToken: stop);
            Assert.True(await call.ResponseStream.MoveNext(stop));
            Assert.False(await call.ResponseStream.MoveNext(stop));
            Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
            Assert.Equal(reads, well.Calls);
            Assert.InRange(reads, 1, 1_000);
        }

        failing.Answer = well.Answer = Wire.FailInTrailer((int)StatusCode.Unavailable);
        using var cut = client.OpenMedia(new(), cancellationToken: stop);
        Assert.True(await cut.ResponseStream.MoveNext(stop));
        var calls = failing.Calls + well.Calls;
        await Assert.ThrowsAsync<RpcException>(() => cut.ResponseStream.MoveNext(stop));
        Assert.Equal(calls, failing.Calls + well.Calls);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_an_absence_and_a_read_goes_elsewhere()
    {
        await using var breaking = await Wire.StartAsync(Wire.BreakAsync);
        await using var well = await Wire.StartAsync();
        await using var both = await Process.CallAsync<PostService.PostServiceClient>("Feed", Names.Post, keys, breaking.Rpc, well.Rpc);
        for (var reads = 1; breaking.Calls < 3; reads++)
        {
            await both.Get<PostService.PostServiceClient>().GetPostsAsync(new());
            Assert.InRange(reads, 1, 1_000);
        }

        await using var one = await Process.CallAsync<PostService.PostServiceClient>("Feed", Names.Post, keys, breaking.Rpc);
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await one.Get<PostService.PostServiceClient>().DeletePostAsync(new())
        );
        Assert.Equal(Fault.Unavailable, failure.ToFault()?.Fault);
    }

    [Fact]
    public async Task The_token_of_the_person_who_is_served_goes_along()
    {
        var me = Guid.NewGuid();
        await using var service = await Process.ServeAsync("Post", keys, new Posts());
        await using var gateway = await Process.ServeAsync(
            "Feed",
            keys,
            new Posts(),
            builder => builder.AddServiceClient<PostService.PostServiceClient>(Names.Post),
            app =>
                app.MapGet(
                    "/who",
                    async (PostService.PostServiceClient posts) => (await posts.GetPostsAsync(new())).Posts.Single().AuthorId
                ),
            new Dictionary<string, string?>(Process.Addresses(Names.Post, service.Rpc))
        );
        using var http = new HttpClient { BaseAddress = gateway.Http };
        http.DefaultRequestHeaders.Authorization = new("Bearer", keys.Token(me, Guid.NewGuid()));
        Assert.Equal(me.ToString(), await http.GetStringAsync("/who", TestContext.Current.CancellationToken));
    }

    static Action<WebApplication> Fail(Func<bool> now) =>
        app =>
            app.Use(
                (context, next) =>
                {
                    if (!now())
                        return next(context);
                    context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                    return Task.CompletedTask;
                }
            );
}
