namespace Social.ServiceDefaults.GrpcClients;

/// <summary>One address of a service, how many of this process's calls are in flight to it, and its circuit breaker.</summary>
/// <param name="service">Whose address it is.</param>
/// <param name="address">Where it speaks gRPC.</param>
/// <param name="breaker">Null for a configured address, which has no circuit breaker: it may be a proxy before many instances.</param>
/// <param name="telemetry">Counts and logs its calls.</param>
sealed class Instance(string service, Uri address, Breaker? breaker, CallTelemetry telemetry)
{
    int inFlight;

    public Uri Address => address;
    public int InFlight => Volatile.Read(ref inFlight);
    public bool IsAvailable => breaker?.IsClosed ?? true;

    /// <summary>Null where no record is kept.</summary>
    public BreakerState? State => breaker?.State;

    /// <inheritdoc cref="Breaker.SinceLastFailure"/>
    public TimeSpan SinceLastFailure => breaker?.SinceLastFailure ?? TimeSpan.MaxValue;

    /// <inheritdoc cref="Breaker.TryProbe"/>
    public bool TryProbe() => breaker?.TryProbe() ?? false;

    /// <returns>Whether the call is a probe of an instance whose breaker is open.</returns>
    public bool Begin()
    {
        Interlocked.Increment(ref inFlight);
        CallTelemetry.Picked(service, address);
        return !IsAvailable;
    }

    /// <param name="outcome">What became of a call.</param>
    /// <param name="trial">What <see cref="Begin"/> said of it.</param>
    public void End(Outcome outcome, bool trial)
    {
        Interlocked.Decrement(ref inFlight);
        telemetry.Ended(service, address, outcome, breaker?.Record(outcome, trial) ?? BreakerTransition.None);
    }
}
