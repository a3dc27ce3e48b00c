namespace Social.Tests.Caches.State;

/// <summary>A clock whose hand a test moves, and which may be wrong about the time of day.</summary>
sealed class HandClock(TimeSpan skew = default) : TimeProvider
{
    static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    TimeSpan now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now.Ticks;

    public override DateTimeOffset GetUtcNow() => Beginning + now + skew;

    public void Advance(TimeSpan by) => now += by;
}
