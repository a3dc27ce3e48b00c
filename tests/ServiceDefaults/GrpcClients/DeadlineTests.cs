using Grpc.Core;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.GrpcClients;
using Social.Tests.ServiceDefaults.Processes;

namespace Social.Tests.ServiceDefaults.GrpcClients;

/// <summary>A caller, Feed that it calls, and Post that Feed calls in turn.</summary>
public sealed class DeadlineTests : IAsyncLifetime
{
    static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(500);

    readonly Keys keys = new();
    readonly Posts posts = new();
    readonly Posts feed = new();
    readonly TaskCompletionSource<ServerCallContext> arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Process callee = null!;
    Process service = null!;
    Process caller = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        callee = await Process.ServeAsync("Post", keys, posts);
        service = await Process.ServeAsync(
            "Feed",
            keys,
            feed,
            builder => builder.AddServiceClient<PostService.PostServiceClient>(Names.Post),
            settings: new Dictionary<string, string?>(Process.Addresses(Names.Post, callee.Rpc))
        );
        caller = await Process.CallAsync<PostService.PostServiceClient>("Profile", Names.Feed, keys, service.Rpc);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in (Process[])[caller, service, callee])
            await process.DisposeAsync();
        keys.Dispose();
    }

    [Theory]
    // Less than its own deadline of five seconds is left: that; more is left: its own.
    [InlineData(3, true, 3)]
    [InlineData(60, true, 5)]
    // Work that has to outlive the caller is called without a token.
    [InlineData(3, false, 5)]
    public async Task The_callee_gets_the_smaller_of_its_own_deadline_and_what_is_left(int callers, bool bound, int expected)
    {
        feed.Act = context => CallPostAsync(bound ? context.CancellationToken : CancellationToken.None);
        var reached = DateTime.MinValue;
        posts.Act = context =>
        {
            reached = DateTime.UtcNow;
            arrived.SetResult(context);
            return Task.CompletedTask;
        };
        var began = DateTime.UtcNow;
        await Client(caller).DeletePostAsync(new(), deadline: began.AddSeconds(callers), cancellationToken: Stop);
        // A deadline travels as what is left of it: what a slow machine takes on the way comes on top.
        var deadline = (await arrived.Task).Deadline;
        Assert.InRange(deadline, began.AddSeconds(expected) - Tolerance, reached.AddSeconds(expected) + Tolerance);
    }

    [Fact]
    public async Task A_deadline_that_passes_ends_the_call_below()
    {
        var ended = HoldPostAsync();
        feed.Act = context => CallPostAsync(context.CancellationToken);
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client(caller).DeletePostAsync(new(), deadline: DateTime.UtcNow.AddSeconds(1), cancellationToken: Stop)
        );
        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        await ended.WaitAsync(TimeSpan.FromSeconds(2), Stop);
    }

    [Fact]
    public async Task A_caller_that_cancels_cancels_the_call_below()
    {
        var ended = HoldPostAsync();
        feed.Act = context => CallPostAsync(context.CancellationToken);
        using var leaving = new CancellationTokenSource();
        var call = Client(caller).DeletePostAsync(new(), deadline: DateTime.UtcNow.AddMinutes(1), cancellationToken: leaving.Token);
        await arrived.Task.WaitAsync(Stop);
        await leaving.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        await ended.WaitAsync(TimeSpan.FromSeconds(2), Stop);
    }

    [Fact]
    public async Task A_call_without_a_token_is_finished_though_its_caller_has_left()
    {
        var (release, done) = (new TaskCompletionSource(), new TaskCompletionSource());
        posts.Act = context =>
        {
            arrived.SetResult(context);
            return release.Task;
        };
        feed.Act = async _ =>
        {
            await CallPostAsync(CancellationToken.None);
            done.SetResult();
        };
        using var leaving = new CancellationTokenSource();
        var call = Client(caller).DeletePostAsync(new(), cancellationToken: leaving.Token);
        await arrived.Task.WaitAsync(Stop);
        await leaving.CancelAsync();
        await Assert.ThrowsAsync<RpcException>(async () => await call);
        release.SetResult();
        await done.Task.WaitAsync(TimeSpan.FromSeconds(5), Stop);
    }

    /// <summary>Post answers nothing until its call ends, which is when the result does.</summary>
    Task HoldPostAsync()
    {
        var ended = new TaskCompletionSource();
        posts.Act = async context =>
        {
            arrived.SetResult(context);
            await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ended.SetResult();
        };
        return ended.Task;
    }

    async Task CallPostAsync(CancellationToken stop) => await Client(service).DeletePostAsync(new(), cancellationToken: stop);

    static PostService.PostServiceClient Client(Process process) => process.Get<PostService.PostServiceClient>();
}
