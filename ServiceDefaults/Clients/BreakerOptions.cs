using System.ComponentModel.DataAnnotations;

namespace Social.ServiceDefaults;

/// <summary>When an instance that fails is left out: the section <c>Breaker</c>.</summary>
public sealed record BreakerOptions
{
    /// <summary>So many failures within the window.</summary>
    [Range(1, 1_000)]
    public int Failures { get; init; } = 5;

    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long it is left alone before a call tries it again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(5);
}
