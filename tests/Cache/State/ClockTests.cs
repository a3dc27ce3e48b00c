using Microsoft.Extensions.Time.Testing;
using Social.Caches.Store;

namespace Social.Tests.Caches.State;

public sealed class ClockTests
{
    static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    readonly FakeTimeProvider time = new();

    [Fact]
    public void Stamps_grow_though_time_stands_still_or_goes_back_and_follow_it_when_it_goes_on()
    {
        var clock = new HybridClock(time, Bound);
        var last = clock.Next();
        foreach (var by in (int[])[0, 0, -30, 0, 40, 3600])
        {
            time.AdjustTime(time.GetUtcNow().AddSeconds(by));
            var next = clock.Next();
            Assert.True(next > last);
            last = next;
        }
        Assert.Equal(HybridClock.FromTime(time.GetUtcNow()), last);
    }

    [Fact]
    public void What_was_seen_is_before_whatever_follows_unless_it_is_too_far_ahead()
    {
        var clock = new HybridClock(time, Bound);
        var ahead = HybridClock.FromTime(time.GetUtcNow() + Bound);
        Assert.True(clock.Observe(ahead));
        Assert.True(clock.Next() > ahead);
        Assert.True(clock.Observe(1));
        var before = clock.Next();
        Assert.False(clock.Observe(HybridClock.After(ahead, TimeSpan.FromMilliseconds(1))));
        Assert.Equal(before + 1, clock.Next());
    }

    [Fact]
    public void Many_at_once_never_get_the_same()
    {
        var clock = new HybridClock(time, Bound);
        var stamps = new ulong[10_000];
        Parallel.For(0, stamps.Length, i => stamps[i] = clock.Next());
        Assert.Equal(stamps.Length, stamps.Distinct().Count());
    }
}
