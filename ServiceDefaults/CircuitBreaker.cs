namespace Social.ServiceDefaults;

/// <summary>
/// Circuit breaker before an optional dependency: opens after some failures in a row; after the break one call probes whether it is back.
/// </summary>
public sealed class CircuitBreaker(TimeProvider clock)
{
    /// <summary>So many in a row open it.</summary>
    public const int Failures = 3;

    /// <summary>Until the next probe.</summary>
    public static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(2);

    readonly Lock gate = new();
    int failed;
    long last;
    bool trying;

    /// <summary>Whether it is worth a try, now or by whoever is first.</summary>
    public bool AllowsCall
    {
        get
        {
            lock (gate)
                return failed < Failures || (!trying && clock.GetElapsedTime(last) >= BreakDuration);
        }
    }

    /// <summary>True for each call that may be made; it has to be followed by one of the three below.</summary>
    public bool TryBegin()
    {
        lock (gate)
        {
            if (failed < Failures)
                return true;
            if (trying || clock.GetElapsedTime(last) < BreakDuration)
                return false;
            return trying = true;
        }
    }

    public void Succeeded()
    {
        lock (gate)
            (failed, trying) = (0, false);
    }

    /// <summary>It told nothing, since the caller went away.</summary>
    public void Cancelled()
    {
        lock (gate)
            trying = false;
    }

    /// <returns>Whether this failure was the one too many.</returns>
    public bool Failed()
    {
        lock (gate)
        {
            (last, trying) = (clock.GetTimestamp(), false);
            return ++failed == Failures;
        }
    }
}
