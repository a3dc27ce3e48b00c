using System.Net;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Social.Contracts;
using Social.Tests.ServiceDefaults.Processes;

namespace Social.Tests.ServiceDefaults.FaultInjection;

/// <summary>A process that was told to be slow.</summary>
public sealed class LatencyInjectorTests : IDisposable
{
    static readonly TimeSpan Delay = TimeSpan.FromSeconds(30);
    static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(20);

    readonly Keys keys = new();
    readonly Posts posts = new();
    readonly DelayClock clock = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => keys.Dispose();

    [Fact]
    public async Task In_development_it_is_until_it_is_told_otherwise()
    {
        await using var service = await ServeAsync("Development", "00:00:30");
        var call = CallAsync(service);
        await clock.Delayed.WaitAsync(AnswerTimeout, Stop);
        Assert.Equal(0, posts.Calls);
        clock.Advance(Delay);
        await call;

        // By a clock that stands still whoever waits is never answered.
        Assert.Equal(HttpStatusCode.NoContent, await SetAsync(service, 0));
        await CallAsync(service);
        Assert.Equal(HttpStatusCode.BadRequest, await SetAsync(service, -1));
    }

    [Fact]
    public async Task In_production_nothing_can_make_it_so()
    {
        await using var service = await ServeAsync("Production", "00:00:30");
        await CallAsync(service);
        Assert.NotEqual(HttpStatusCode.NoContent, await SetAsync(service, 1));
        Assert.False(clock.Delayed.IsCompleted);
    }

    [Fact]
    public async Task A_delay_that_makes_no_sense_is_named_at_start()
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => ServeAsync("Development", "-00:00:01"));
        Assert.Contains("Delay", Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    Task<Process> ServeAsync(string environment, string delay) =>
        Process.ServeAsync(
            "Post",
            keys,
            posts,
            builder => builder.Services.AddSingleton<TimeProvider>(clock),
            settings: new Dictionary<string, string?> { ["Environment"] = environment, ["Faults:Delay"] = delay }
        );

    async Task CallAsync(Process service)
    {
        using var channel = service.Bare();
        Metadata token = new() { { "authorization", $"Bearer {keys.Token(Guid.CreateVersion7(), Guid.CreateVersion7())}" } };
        using var call = new PostService.PostServiceClient(channel).GetPostsAsync(new(), token, cancellationToken: Stop);
        await call.ResponseAsync.WaitAsync(AnswerTimeout, Stop);
    }

    static async Task<HttpStatusCode> SetAsync(Process service, int milliseconds)
    {
        using var http = new HttpClient { BaseAddress = service.Http };
        using var answer = await http.PostAsync($"/faults/delay?milliseconds={milliseconds}", content: null, Stop);
        return answer.StatusCode;
    }

    /// <summary>Tells that somebody waits for the injected delay.</summary>
    sealed class DelayClock() : FakeTimeProvider(DateTimeOffset.UtcNow)
    {
        readonly TaskCompletionSource delayed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Delayed => delayed.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == Delay)
                delayed.TrySetResult();
            return timer;
        }
    }
}
