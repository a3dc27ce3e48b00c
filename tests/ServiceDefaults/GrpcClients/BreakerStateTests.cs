using Microsoft.Extensions.Time.Testing;
using Social.ServiceDefaults.GrpcClients;

namespace Social.Tests.ServiceDefaults.GrpcClients;

/// <summary>What the status tells of an instance's breaker.</summary>
public sealed class BreakerStateTests
{
    readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    readonly Breaker breaker;

    public BreakerStateTests() => breaker = new(new BreakerOptions(), clock);

    [Theory]
    [InlineData(true, BreakerState.Closed, "Readmitted")]
    [InlineData(false, BreakerState.Open, "None")]
    public void It_opens_after_five_failures_and_the_first_call_after_a_rest_decides(bool isWellAgain, BreakerState then, string told)
    {
        for (var failures = 1; failures <= 5; failures++)
        {
            Assert.Equal(BreakerState.Closed, breaker.State);
            breaker.Record(Outcome.Failed, trial: false);
        }
        Assert.Equal(BreakerState.Open, breaker.State);
        clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal((BreakerState.Open, false), (breaker.State, breaker.TryProbe()));
        clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(BreakerState.HalfOpen, breaker.State);
        Assert.True(breaker.TryProbe());
        Assert.Equal((BreakerState.HalfOpen, false), (breaker.State, breaker.TryProbe()));
        // That it stays open is told nobody: they know.
        Assert.Equal(told, breaker.Record(isWellAgain ? Outcome.Answered : Outcome.Failed, trial: true).ToString());
        Assert.Equal(then, breaker.State);
    }
}
