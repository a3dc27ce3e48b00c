using Social.ServiceDefaults.GrpcClients;

namespace Social.ServiceDefaults.Diagnostics;

/// <summary>Result of probing an instance; null where it did not answer, or the value is unknown.</summary>
/// <param name="Id">Another one after each start.</param>
/// <param name="Address">Where it speaks gRPC, or for the asking process itself where it listens.</param>
/// <param name="Version">What it was built from.</param>
/// <param name="State">How it is.</param>
/// <param name="Load">Calls it is serving.</param>
/// <param name="StartedAt">By its own clock.</param>
/// <param name="Breaker">Whether the asking process calls it; null for one that it calls anyway, or never.</param>
public sealed record InstanceReport(
    string? Id,
    Uri? Address,
    string? Version,
    Condition State,
    int? Load,
    DateTimeOffset? StartedAt,
    BreakerState? Breaker
)
{
    public static InstanceReport Unreachable(Uri address, BreakerState? breaker) =>
        new(null, address, null, Condition.Unreachable, null, null, breaker);
}

/// <summary>State of an instance.</summary>
public enum Condition
{
    /// <summary>It serves.</summary>
    Ready,

    /// <summary>It serves, although an optional dependency is unavailable.</summary>
    Degraded,

    /// <summary>It answers and cannot serve: starting, stopping, or without its database.</summary>
    Unready,

    /// <summary>It did not answer within a second.</summary>
    Unreachable,
}
