using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;
using Social.Tests.ServiceDefaults.Processes;
using Social.Tests.Testing;

namespace Social.Tests.ServiceDefaults.GrpcClients;

/// <summary>What a call that ended says of the instance that served it.</summary>
public sealed class OutcomeTests : IDisposable
{
    static readonly string[] Known = ["answered", "failed", "given_up"];

    readonly Keys keys = new();

    public void Dispose() => keys.Dispose();

    [Theory]
    [InlineData(StatusCode.OK, "answered")]
    [InlineData(StatusCode.NotFound, "answered")]
    [InlineData(StatusCode.ResourceExhausted, "answered")]
    [InlineData(StatusCode.Unavailable, "failed")]
    [InlineData(StatusCode.DeadlineExceeded, "failed")]
    [InlineData(StatusCode.Internal, "failed")]
    public async Task A_call_is_judged_by_its_trailer_and_as_well_without_a_body(StatusCode status, string outcome)
    {
        Assert.Equal(outcome, await OutcomeOfAsync(Wire.FailInTrailer((int)status), status));
        // OK without an answer is no answer to a unary call, but the instance did end it in order.
        if (status != StatusCode.OK)
            Assert.Equal(outcome, await OutcomeOfAsync(Wire.FailAtOnce((int)status), status));
    }

    [Fact]
    public async Task A_stream_that_ends_without_a_trailer_has_failed() =>
        Assert.Equal("failed", await OutcomeOfAsync(Wire.BeginAsync, StatusCode.Internal));

    [Fact]
    public async Task A_stream_cut_midway_has_failed() =>
        Assert.Equal(
            "failed",
            await OutcomeOfAsync(async http =>
            {
                await Wire.BeginAsync(http);
                http.Abort();
            })
        );

    [Theory]
    [InlineData(0x2)]
    [InlineData(0xb)]
    public async Task A_stream_that_is_reset_has_failed(int code) =>
        Assert.Equal("failed", await OutcomeOfAsync(http => ResetAsync(http, code)));

    [Fact]
    public async Task A_stream_that_is_reset_after_its_headers_has_failed() =>
        Assert.Equal(
            "failed",
            await OutcomeOfAsync(async http =>
            {
                await Wire.BeginAsync(http);
                await ResetAsync(http, 0x2);
            })
        );

    [Theory]
    [InlineData(503, "failed")]
    [InlineData(401, "answered")]
    public async Task What_a_proxy_says_in_between_counts_by_its_http_status(int status, string outcome) =>
        Assert.Equal(
            outcome,
            await OutcomeOfAsync(http =>
            {
                http.Response.StatusCode = status;
                return Task.CompletedTask;
            })
        );

    [Fact]
    public async Task A_refusal_is_an_answer_even_when_it_says_unavailable()
    {
        var posts = new Posts { Act = _ => throw new FaultException(Fault.Unavailable, "Busy.") };
        await using var service = await Process.ServeAsync("Post", keys, posts);
        Assert.Equal("answered", await OutcomeOfAsync(service.Rpc, StatusCode.Unavailable));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_that_goes_away_says_nothing_of_the_instance(bool afterItsFirstBytes)
    {
        var arrived = new TaskCompletionSource();
        await using var wire = await Wire.StartAsync(http => HangAsync(http, afterItsFirstBytes, arrived));
        using var leaving = new CancellationTokenSource();
        var outcome = OutcomeOfAsync(wire.Rpc, StatusCode.Cancelled, () => new(cancellationToken: leaving.Token));
        await arrived.Task;
        await leaving.CancelAsync();
        Assert.Equal("given_up", await outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deadline_that_passes_is_the_instances_failure(bool afterItsFirstBytes)
    {
        await using var wire = await Wire.StartAsync(http => HangAsync(http, afterItsFirstBytes, new()));
        Assert.Equal(
            "failed",
            await OutcomeOfAsync(wire.Rpc, StatusCode.DeadlineExceeded, () => new(deadline: DateTime.UtcNow.AddMilliseconds(400)))
        );
    }

    async Task<string> OutcomeOfAsync(Func<HttpContext, Task> answer, StatusCode? expected = null)
    {
        await using var wire = await Wire.StartAsync(answer);
        return await OutcomeOfAsync(wire.Rpc, expected);
    }

    /// <summary>Of one call, which is not retried because it is a write; its options are made once the caller has started.</summary>
    async Task<string> OutcomeOfAsync(Uri instance, StatusCode? expected, Func<CallOptions>? options = null)
    {
        using var counts = new CallCounts(instance);
        await using var caller = await Process.CallAsync<PostService.PostServiceClient>("Feed", Names.Post, keys, instance);
        try
        {
            await caller.Get<PostService.PostServiceClient>().DeletePostAsync(new(), options?.Invoke() ?? default);
            Assert.Equal(StatusCode.OK, expected);
        }
        catch (RpcException e)
        {
            Assert.NotEqual(StatusCode.OK, expected);
            Assert.Equal(expected ?? e.StatusCode, e.StatusCode);
        }
        // The caller may learn of the end a moment before it is judged.
        await Wait.UntilAsync(() => Known.Sum(outcome => counts[$"ended {outcome}"]) == 1);
        Assert.Equal(1, counts["picks"]);
        return Known.Single(outcome => counts[$"ended {outcome}"] == 1);
    }

    static Task ResetAsync(HttpContext http, int code)
    {
        http.Features.GetRequiredFeature<IHttpResetFeature>().Reset(code);
        return Task.CompletedTask;
    }

    static async Task HangAsync(HttpContext http, bool afterFirstBytes, TaskCompletionSource arrived)
    {
        if (afterFirstBytes)
            await Wire.BeginAsync(http);
        arrived.TrySetResult();
        await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    }
}
