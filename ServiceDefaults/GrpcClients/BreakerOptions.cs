using System.ComponentModel.DataAnnotations;

namespace Social.ServiceDefaults.GrpcClients;

/// <summary>Circuit breaker settings: the section <c>Breaker</c>.</summary>
public sealed record BreakerOptions
{
    /// <summary>Failures within the window that open the breaker.</summary>
    [Range(1, 1_000)]
    public int Failures { get; init; } = 5;

    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the breaker stays open before a call probes the instance.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(5);
}
