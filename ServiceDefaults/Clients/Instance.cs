namespace Social.ServiceDefaults;

/// <summary>One address of a service, how many of this process's calls are on their way to it, and whether it is left out.</summary>
/// <param name="service">Whose address it is.</param>
/// <param name="address">Where it speaks gRPC.</param>
/// <param name="breaker">Null for a configured address, which is never left out: it may be a proxy before many.</param>
/// <param name="telemetry">What is told of it.</param>
sealed class Instance(string service, Uri address, Breaker? breaker, CallTelemetry telemetry)
{
    int inFlight;

    public Uri Address => address;
    public int InFlight => Volatile.Read(ref inFlight);
    public bool IsOpen => breaker?.IsClosed ?? true;

    /// <summary>Null where no record is kept.</summary>
    public BreakerState? State => breaker?.State;

    /// <inheritdoc cref="Breaker.Resting"/>
    public TimeSpan Resting => breaker?.Resting ?? TimeSpan.MaxValue;

    /// <inheritdoc cref="Breaker.TryProbe"/>
    public bool TryProbe() => breaker?.TryProbe() ?? false;

    /// <returns>Whether the call will tell if the instance is well again.</returns>
    public bool Begin()
    {
        Interlocked.Increment(ref inFlight);
        CallTelemetry.Picked(service, address);
        return !IsOpen;
    }

    /// <param name="outcome">What became of a call.</param>
    /// <param name="trial">What <see cref="Begin"/> said of it.</param>
    public void End(Outcome outcome, bool trial)
    {
        Interlocked.Decrement(ref inFlight);
        telemetry.Ended(service, address, outcome, breaker?.Judge(outcome, trial) ?? Turn.None);
    }
}
