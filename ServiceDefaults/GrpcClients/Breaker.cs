namespace Social.ServiceDefaults.GrpcClients;

/// <summary>State change of a circuit breaker caused by the end of a call.</summary>
enum BreakerTransition
{
    None,
    Ejected,
    Readmitted,
}

/// <summary>
/// Circuit breaker of one instance: opens after a number of failures within the window; after the break one call at a time probes the
/// instance, and its outcome closes or reopens the breaker.
/// </summary>
sealed class Breaker(BreakerOptions options, TimeProvider clock)
{
    readonly Lock gate = new();
    readonly Queue<long> failures = new();
    long? ejected;
    bool probing;

    /// <summary>Whether the breaker is closed: the instance gets calls.</summary>
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

    /// <summary>Time since the breaker opened; the maximum while it is closed.</summary>
    public TimeSpan SinceLastFailure
    {
        get
        {
            lock (gate)
                return ejected is { } since ? clock.GetElapsedTime(since) : TimeSpan.MaxValue;
        }
    }

    /// <summary>True for the one call that may probe the instance.</summary>
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
    /// <param name="trial">Whether the call began while the breaker was open: older calls prove nothing.</param>
    public BreakerTransition Record(Outcome outcome, bool trial)
    {
        lock (gate)
        {
            if (ejected is null)
                return outcome == Outcome.Failed && IsOneTooMany() ? Eject() : BreakerTransition.None;
            if (!trial)
                return BreakerTransition.None;
            probing = false;
            switch (outcome)
            {
                case Outcome.Answered:
                    ejected = null;
                    return BreakerTransition.Readmitted;
                case Outcome.Failed:
                    // Open it was before, which was told: an instance that is away for an hour is one event.
                    Eject();
                    return BreakerTransition.None;
                default:
                    return BreakerTransition.None;
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

    BreakerTransition Eject()
    {
        failures.Clear();
        probing = false;
        ejected = clock.GetTimestamp();
        return BreakerTransition.Ejected;
    }
}
