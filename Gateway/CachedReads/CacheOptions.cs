using System.ComponentModel.DataAnnotations;

namespace Social.Gateway.CachedReads;

/// <summary>Cache settings: the section <c>Cache</c>.</summary>
public sealed record CacheOptions
{
    /// <summary>Timeout of a call to the cache, or to Redis for recent writers: both are optional.</summary>
    [Range(typeof(TimeSpan), "00:00:00.005", "00:00:05")]
    public TimeSpan CacheTimeout { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How much of it this process keeps a copy of, bytes.</summary>
    [Range(0, 1L << 32)]
    public long NearBytes { get; init; } = 32 << 20;

    /// <summary>How long somebody who wrote reads past the cache: longer than the news of a write usually takes to get there.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan OwnWrites { get; init; } = TimeSpan.FromSeconds(5);
}
