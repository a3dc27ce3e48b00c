namespace Social.Messaging;

/// <summary>
/// Keeps rounds of work apart: the first after a pause begins at once, and what comes during the interval after it is done together. Not
/// thread-safe.
/// </summary>
/// <param name="interval">The least time from the beginning of one round to the next.</param>
public sealed class Pace(TimeSpan interval, TimeProvider clock)
{
    long? last;

    /// <summary>Ends when a round may begin, and counts as its beginning.</summary>
    public async Task WaitAsync(CancellationToken stop)
    {
        if (last is { } began && interval - clock.GetElapsedTime(began) is { Ticks: > 0 } left)
            await Task.Delay(left, clock, stop);
        last = clock.GetTimestamp();
    }
}
