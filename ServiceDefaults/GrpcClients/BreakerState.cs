namespace Social.ServiceDefaults.GrpcClients;

/// <summary>State of an instance's circuit breaker.</summary>
public enum BreakerState
{
    /// <summary>The instance gets calls.</summary>
    Closed,

    /// <summary>No calls: the instance failed too often.</summary>
    Open,

    /// <summary>One call at a time probes whether the instance has recovered.</summary>
    HalfOpen,
}
