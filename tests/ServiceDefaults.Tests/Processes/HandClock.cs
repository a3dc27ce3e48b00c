namespace Social.Tests.ServiceDefaults.Processes;

/// <summary>A clock whose hand a test moves. The time of day stays true: tokens and deadlines are told to others.</summary>
sealed class HandClock : TimeProvider
{
    long now = TimeSpan.TicksPerDay;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref now);

    public void Advance(double seconds) => Interlocked.Add(ref now, TimeSpan.FromSeconds(seconds).Ticks);
}
