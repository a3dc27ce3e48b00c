namespace Social.Messaging.Consumer;

/// <summary>Attempts at one event so far.</summary>
sealed class RetryState(EventOptions options, TimeProvider clock)
{
    readonly long began = clock.GetTimestamp();
    int repeats;

    /// <summary>How often the handler failed by its own doing.</summary>
    public int Failures { get; private set; }

    /// <summary>How long to wait before the next one.</summary>
    public TimeSpan Delay { get; private set; }

    /// <summary>Records a failed attempt; true when there should not be another.</summary>
    public bool RecordFailure(FailureKind failure)
    {
        var growth = TimeSpan.FromTicks(options.FirstDelay.Ticks << Math.Min(repeats++, 20));
        Delay = growth < options.LongestDelay ? growth : options.LongestDelay;
        if (failure == FailureKind.Failed || (failure == FailureKind.Timeout && clock.GetElapsedTime(began) > options.TimeoutRetryLimit))
            Failures++;
        return failure == FailureKind.Malformed || Failures >= options.Attempts;
    }
}
