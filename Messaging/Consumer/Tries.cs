namespace Social.Messaging.Consumer;

/// <summary>How often and for how long one event has been tried.</summary>
sealed class Tries(EventOptions options, TimeProvider clock)
{
    readonly long began = clock.GetTimestamp();
    int repeats;

    /// <summary>How often the handler failed by its own doing.</summary>
    public int Failures { get; private set; }

    /// <summary>How long to wait before the next one.</summary>
    public TimeSpan Delay { get; private set; }

    /// <summary>Takes note of a failed attempt; true when there should not be another.</summary>
    public bool Enough(Trouble trouble)
    {
        var growth = TimeSpan.FromTicks(options.FirstDelay.Ticks << Math.Min(repeats++, 20));
        Delay = growth < options.LongestDelay ? growth : options.LongestDelay;
        if (trouble == Trouble.Failed || (trouble == Trouble.Slow && clock.GetElapsedTime(began) > options.Patience))
        {
            Failures++;
        }
        return trouble == Trouble.Unreadable || Failures >= options.Attempts;
    }
}
