using Grpc.Core;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.Tests.ServiceDefaults.Processes;
using Social.Tests.Testing;

namespace Social.Tests.ServiceDefaults.GrpcClients;

/// <summary>A service that hangs holds so many calls of its caller, and no more.</summary>
public sealed class InFlightLimitTests : IDisposable
{
    const int Limit = 4;

    readonly Keys keys = new();
    readonly TaskCompletionSource release = new();
    readonly SemaphoreSlim arrived = new(0);

    public void Dispose()
    {
        keys.Dispose();
        arrived.Dispose();
    }

    [Fact]
    public async Task A_call_too_many_fails_at_once_and_the_next_one_after_an_answer_is_sent()
    {
        var posts = new Posts { Act = HoldAsync };
        await using var service = await Process.ServeAsync("Post", keys, posts);
        await using var caller = await CallerAsync(service.Rpc);
        var client = caller.Get<PostService.PostServiceClient>();
        var held = await HoldAsync(client, Limit);

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await DeleteAsync(client));

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.Equal(Limit, posts.Calls);
        release.SetResult();
        await Task.WhenAll(held);
        await DeleteAsync(client);
        Assert.Equal(Limit + 1, posts.Calls);
    }

    [Fact]
    public async Task A_burst_waits_for_as_long_as_an_instance_answers()
    {
        // The last ones wait longer than one that answers nobody would be waited for.
        var posts = new Posts { Act = _ => Task.Delay(250) };
        await using var service = await Process.ServeAsync("Post", keys, posts);
        await using var caller = await CallerAsync(TimeSpan.FromSeconds(2), service.Rpc);
        var client = caller.Get<PostService.PostServiceClient>();

        await Task.WhenAll(Enumerable.Range(0, 10 * Limit).Select(_ => DeleteAsync(client)));

        Assert.Equal(10 * Limit, posts.Calls);
    }

    [Fact]
    public async Task An_answer_that_is_still_being_read_holds_no_place()
    {
        var posts = new Posts
        {
            Act = async context =>
            {
                await context.WriteResponseHeadersAsync([]);
                await HoldAsync(context);
            },
        };
        await using var service = await Process.ServeAsync("Post", keys, posts);
        await using var caller = await CallerAsync(service.Rpc);
        var client = caller.Get<PostService.PostServiceClient>();
        List<Task> read = [];
        for (var i = 0; i < 2 * Limit; i++)
        {
            var call = client.DeletePostAsync(new(), deadline: DateTime.UtcNow.AddMinutes(1));
            await call.ResponseHeadersAsync;
            read.Add(call.ResponseAsync);
        }

        Assert.Equal(2 * Limit, posts.Calls);
        release.SetResult();
        await Task.WhenAll(read);
    }

    [Fact]
    public async Task So_many_reads_of_a_method_are_sent_at_once_and_the_others_in_turn()
    {
        var posts = new Posts { Act = HoldAsync };
        await using var service = await Process.ServeAsync("Post", keys, posts);
        await using var caller = await Process.CallAsync<PostService.PostServiceClient>(
            "Feed",
            Names.Post,
            keys,
            [("Calls:ReadsAtOnce", "2")],
            service.Rpc
        );
        var client = caller.Get<PostService.PostServiceClient>();
        var reads = Enumerable.Range(0, 6).Select(_ => ReadAsync(client)).ToList();
        for (var i = 0; i < 2; i++)
            await arrived.WaitAsync(TestContext.Current.CancellationToken);

        // Another method has turns of its own, and one who does not wait any longer takes none.
        using var given = new CancellationTokenSource();
        var up = ReadAsync(client, given.Token);
        await given.CancelAsync();
        await Assert.ThrowsAsync<RpcException>(() => up);
        var write = DeleteAsync(client);
        await arrived.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, posts.Calls);
        release.SetResult();
        await Task.WhenAll([.. reads, write]);
        Assert.Equal(7, posts.Calls);
    }

    [Fact]
    public async Task Whoever_uploads_slowly_holds_no_place()
    {
        var posts = new Posts();
        await using var service = await Process.ServeAsync("Post", keys, posts);
        await using var caller = await CallerAsync(service.Rpc);
        var client = caller.Get<PostService.PostServiceClient>();
        var uploads = Enumerable.Range(0, 2 * Limit).Select(_ => client.Publish(deadline: DateTime.UtcNow.AddMinutes(1))).ToList();
        foreach (var upload in uploads)
            await upload.RequestStream.WriteAsync(new() { Start = new() }, TestContext.Current.CancellationToken);

        await DeleteAsync(client);

        foreach (var upload in uploads)
            await upload.RequestStream.CompleteAsync();
        await Task.WhenAll(uploads.Select(upload => upload.ResponseAsync));
        Assert.Equal(1, posts.Calls);
    }

    [Fact]
    public async Task While_one_instance_is_full_calls_go_to_the_other()
    {
        Posts hanging = new() { Act = HoldAsync },
            healthy = new();
        await using var one = await Process.ServeAsync("Post", keys, hanging);
        await using var two = await Process.ServeAsync("Post", keys, healthy);
        await using var caller = await CallerAsync(one.Rpc, two.Rpc);
        var client = caller.Get<PostService.PostServiceClient>();
        List<Task> sent = [];
        // Those the healthy one got end; the other holds what it may hold. On a busy machine connecting to it may take too long for the
        // first ones, which then go to the healthy one as well.
        do
        {
            sent.AddRange(Enumerable.Range(0, 50).Select(_ => DeleteAsync(client, minutes: 5)));
            await Wait.UntilAsync(
                () => sent.Count(call => !call.IsCompleted) <= Limit,
                () => $"the healthy one: {sent.Count(call => !call.IsCompleted)} calls have not ended, {hanging.Calls} hang"
            );
        } while (hanging.Calls < Limit);
        for (var i = 0; i < 20; i++)
            await DeleteAsync(client);

        Assert.Equal(Limit, hanging.Calls);
        release.SetResult();
        await Task.WhenAll(sent.Where(call => !call.IsFaulted));
    }

    Task<Process> CallerAsync(params Uri[] addresses) => CallerAsync(TimeSpan.Zero, addresses);

    Task<Process> CallerAsync(TimeSpan waits, params Uri[] addresses) =>
        Process.CallAsync<PostService.PostServiceClient>(
            "Feed",
            Names.Post,
            keys,
            [("Calls:MaxInFlight", $"{Limit}"), ("Calls:PlaceTimeout", $"{waits}")],
            addresses
        );

    async Task<List<Task>> HoldAsync(PostService.PostServiceClient client, int count)
    {
        List<Task> calls = [];
        for (var i = 0; i < count; i++)
        {
            calls.Add(DeleteAsync(client));
            await arrived.WaitAsync(TestContext.Current.CancellationToken);
        }
        return calls;
    }

    static Task<DeletePostReply> DeleteAsync(PostService.PostServiceClient client, int minutes = 1) =>
        client.DeletePostAsync(new(), deadline: DateTime.UtcNow.AddMinutes(minutes)).ResponseAsync;

    static Task<PostList> ReadAsync(PostService.PostServiceClient client, CancellationToken stop = default) =>
        client.GetPostsAsync(new(), deadline: DateTime.UtcNow.AddMinutes(1), cancellationToken: stop).ResponseAsync;

    Task HoldAsync(ServerCallContext context)
    {
        arrived.Release();
        return release.Task.WaitAsync(context.CancellationToken);
    }
}
