using System.Data.Common;
using Grpc.Core;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;
using Social.Tests.ServiceDefaults.Processes;

namespace Social.Tests.ServiceDefaults.Errors;

public sealed class FaultTests : IAsyncLifetime
{
    readonly Keys keys = new();
    readonly Posts posts = new();
    Process service = null!;
    Process caller = null!;

    PostService.PostServiceClient Client => caller.Get<PostService.PostServiceClient>();

    public async ValueTask InitializeAsync()
    {
        service = await Process.ServeAsync("Post", keys, posts);
        caller = await Process.CallAsync<PostService.PostServiceClient>("Gateway", Names.Post, keys, service.Rpc);
    }

    public async ValueTask DisposeAsync()
    {
        await caller.DisposeAsync();
        await service.DisposeAsync();
        keys.Dispose();
    }

    public static TheoryData<Fault> All => [.. Enum.GetValues<Fault>()];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_refusal_arrives_as_it_was_thrown(Fault fault)
    {
        posts.Act = _ => throw new FaultException(fault, "text", "Too long – sorry.") { RetryAfter = TimeSpan.FromSeconds(7) };
        var arrived = await FaultAsync();
        Assert.Equal(fault, arrived!.Fault);
        Assert.Equal("Too long – sorry.", arrived!.Message);
        Assert.Equal("Too long – sorry.", Assert.Single(arrived!.Errors["text"]));
        Assert.Equal(TimeSpan.FromSeconds(7), arrived!.RetryAfter);
    }

    [Fact]
    public async Task A_bugs_text_stays_inside()
    {
        posts.Act = _ => throw new InvalidOperationException("the password of the database is x");
        var failure = await FailureAsync();
        Assert.Equal(StatusCode.Internal, failure.StatusCode);
        Assert.Equal("Something went wrong.", failure.Status.Detail);
        Assert.Null(failure.ToFault());
    }

    [Fact]
    public async Task A_database_that_is_away_is_no_bug()
    {
        posts.Act = _ => throw new InvalidOperationException("saving failed", new DatabaseUnavailable());
        var fault = await FaultAsync();
        Assert.Equal(Fault.Unavailable, fault?.Fault);
        Assert.NotNull(fault?.RetryAfter);
    }

    [Fact]
    public async Task Text_that_the_database_cannot_keep_is_the_callers_mistake()
    {
        posts.Act = _ => throw new InvalidOperationException("saving failed", new NulInText());
        Assert.Equal(Fault.Invalid, (await FaultAsync())?.Fault);
    }

    [Fact]
    public async Task A_refusal_from_further_down_is_passed_on()
    {
        posts.Act = _ => throw new FaultException(Fault.NotFound, "There is no such post.");
        await using var middle = await Process.ServeAsync("Feed", keys, new Relay(Client));
        await using var outer = await Process.CallAsync<FeedService.FeedServiceClient>("Gateway", Names.Feed, keys, middle.Rpc);
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await outer.Get<FeedService.FeedServiceClient>().GetHomeAsync(new())
        );
        Assert.Equal(Fault.NotFound, failure.ToFault()?.Fault);
        Assert.Equal("There is no such post.", failure.ToFault()?.Message);
    }

    [Fact]
    public async Task A_call_past_its_deadline_says_so_on_both_sides()
    {
        var seen = new TaskCompletionSource<bool>();
        posts.Act = async context =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }
            finally
            {
                seen.SetResult(context.CancellationToken.IsCancellationRequested);
            }
        };
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client.DeletePostAsync(new(), deadline: DateTime.UtcNow.AddSeconds(2))
        );
        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        Assert.True(await seen.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_call_that_sets_no_deadline_has_one()
    {
        DateTime? deadline = null;
        posts.Act = context =>
        {
            deadline = context.Deadline;
            return Task.CompletedTask;
        };
        await Client.DeletePostAsync(new());
        Assert.InRange(deadline!.Value.ToUniversalTime(), DateTime.UtcNow.AddSeconds(-5), DateTime.UtcNow.AddSeconds(5));
    }

    async Task<RpcException> FailureAsync() => await Assert.ThrowsAsync<RpcException>(async () => await Client.DeletePostAsync(new()));

    async Task<FaultException?> FaultAsync() => (await FailureAsync()).ToFault();

    internal sealed class DatabaseUnavailable : DbException
    {
        public override bool IsTransient => true;
    }

    sealed class NulInText : DbException
    {
        public override string SqlState => "22021";
    }

    sealed class Relay(PostService.PostServiceClient posts) : FeedService.FeedServiceBase
    {
        public override async Task<FeedPage> GetHome(GetHomeRequest request, ServerCallContext context)
        {
            await posts.GetPostsAsync(new(), cancellationToken: context.CancellationToken);
            return new();
        }
    }
}
