namespace Social.Gateway.Caching;

/// <summary>
/// Before something that one can do without, so that nobody waits for it in vain: after some failures in a row it is left alone for a
/// while, and then one call finds out whether it is back.
/// </summary>
sealed class Fuse(TimeProvider clock)
{
    public const int Failures = 3;
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    readonly Lock gate = new();
    int failed;
    long last;
    bool trying;

    /// <summary>Whether it is worth a try, now or by whoever is first.</summary>
    public bool IsWorthTrying
    {
        get
        {
            lock (gate)
                return failed < Failures || (!trying && clock.GetElapsedTime(last) >= Rest);
        }
    }

    /// <summary>True for each call that may be made; it has to be followed by one of the three below.</summary>
    public bool TryBegin()
    {
        lock (gate)
        {
            if (failed < Failures)
                return true;
            if (trying || clock.GetElapsedTime(last) < Rest)
                return false;
            return trying = true;
        }
    }

    public void Worked()
    {
        lock (gate)
            (failed, trying) = (0, false);
    }

    /// <summary>It told nothing, since the caller went away.</summary>
    public void GivenUp()
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
