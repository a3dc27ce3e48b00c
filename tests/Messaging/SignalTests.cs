using Microsoft.Extensions.Time.Testing;
using Social.Messaging;

namespace Social.Tests.Messaging;

public sealed class SignalTests
{
    static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Signal_raised_while_the_worker_is_busy_wakes_it_once_more()
    {
        var signal = new WakeSignal();
        signal.Raise();
        signal.Raise();
        await signal.WaitAsync(Long, default);
        var next = signal.WaitAsync(Long, default);
        Assert.False(next.IsCompleted);
        signal.Raise();
        await next;
    }

    [Fact]
    public async Task Worker_looks_without_a_signal_and_stops_when_it_is_told_to()
    {
        var signal = new WakeSignal();
        await signal.WaitAsync(TimeSpan.FromMilliseconds(1), default);
        using var stop = new CancellationTokenSource();
        var waiting = signal.WaitAsync(Long, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Round_after_a_pause_begins_at_once_and_the_next_one_after_the_interval()
    {
        var clock = new FakeTimeProvider();
        var pace = new Pace(TimeSpan.FromSeconds(1), clock);
        await pace.WaitAsync(default);
        clock.Advance(TimeSpan.FromMilliseconds(400));
        var next = pace.WaitAsync(default);
        clock.Advance(TimeSpan.FromMilliseconds(599));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await next;
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(pace.WaitAsync(default).IsCompletedSuccessfully);
        using var stop = new CancellationTokenSource();
        var waiting = pace.WaitAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
