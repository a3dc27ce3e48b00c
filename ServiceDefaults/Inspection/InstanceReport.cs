namespace Social.ServiceDefaults.Inspection;

/// <summary>What an instance said of itself just now; null where it did not answer, or nobody knows.</summary>
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
    public static InstanceReport Away(Uri address, BreakerState? breaker) => new(null, address, null, Condition.Away, null, null, breaker);
}

/// <summary>How an instance is.</summary>
public enum Condition
{
    /// <summary>It serves.</summary>
    Ready,

    /// <summary>It serves, though a part it can live without is away.</summary>
    Degraded,

    /// <summary>It answers and cannot serve: starting, stopping, or without its database.</summary>
    Unready,

    /// <summary>It did not answer within a second.</summary>
    Away,
}
