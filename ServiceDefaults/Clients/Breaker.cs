namespace Social.ServiceDefaults;

/// <summary>What a call's end changed.</summary>
enum Turn
{
    None,
    Ejected,
    Readmitted,
}

/// <summary>
/// Leaves out an instance that fails: after so many failures within the window it rests, then one call at a time tries it, and what
/// becomes of that call decides.
/// </summary>
sealed class Breaker(BreakerOptions options, TimeProvider clock)
{
    readonly Lock gate = new();
    readonly Queue<long> failures = new();
    long? ejected;
    bool probing;

    /// <summary>Whether calls go there as usual.</summary>
    public bool IsClosed
    {
        get
        {
            lock (gate)
                return ejected is null;
        }
    }

    public BreakerState State
    {
        get
        {
            lock (gate)
                return ejected is not { } since ? BreakerState.Closed
                    : probing || clock.GetElapsedTime(since) >= options.Rest ? BreakerState.HalfOpen
                    : BreakerState.Open;
        }
    }

    /// <summary>How long ago it failed last; a long time for one that is not left out.</summary>
    public TimeSpan Resting
    {
        get
        {
            lock (gate)
                return ejected is { } since ? clock.GetElapsedTime(since) : TimeSpan.MaxValue;
        }
    }

    /// <summary>True for the one call that may find out whether it is well again.</summary>
    public bool TryProbe()
    {
        lock (gate)
        {
            if (probing || ejected is not { } since || clock.GetElapsedTime(since) < options.Rest)
                return false;
            return probing = true;
        }
    }

    /// <param name="outcome">How a call ended.</param>
    /// <param name="trial">Whether it began while the instance was left out: older calls prove nothing.</param>
    public Turn Judge(Outcome outcome, bool trial)
    {
        lock (gate)
        {
            if (ejected is null)
                return outcome == Outcome.Failed && IsOneTooMany() ? Eject() : Turn.None;
            if (!trial)
                return Turn.None;
            probing = false;
            switch (outcome)
            {
                case Outcome.Answered:
                    ejected = null;
                    return Turn.Readmitted;
                case Outcome.Failed:
                    return Eject();
                default:
                    return Turn.None;
            }
        }
    }

    bool IsOneTooMany()
    {
        failures.Enqueue(clock.GetTimestamp());
        while (clock.GetElapsedTime(failures.Peek()) > options.Window)
            failures.Dequeue();
        return failures.Count >= options.Failures;
    }

    Turn Eject()
    {
        failures.Clear();
        probing = false;
        ejected = clock.GetTimestamp();
        return Turn.Ejected;
    }
}
