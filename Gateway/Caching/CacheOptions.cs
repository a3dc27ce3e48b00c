using System.ComponentModel.DataAnnotations;

namespace Social.Gateway.Caching;

/// <summary>Cache settings: the section <c>Cache</c>.</summary>
public sealed record CacheOptions
{
    /// <summary>Timeout of a call to the cache, which is optional.</summary>
    [Range(typeof(TimeSpan), "00:00:00.005", "00:00:05")]
    public TimeSpan CacheTimeout { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Timeout of reading change stamps. Longer than the cache's: without stamps a page costs its owners more, and a machine that is slow
    /// because it is busy would only become busier.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.005", "00:00:05")]
    public TimeSpan StampTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How much of it this process keeps a copy of, bytes.</summary>
    [Range(0, 1L << 32)]
    public long NearBytes { get; init; } = 32 << 20;

    /// <summary>How many rows this process remembers as their viewers see them; some 300 bytes each.</summary>
    [Range(0, 100_000_000)]
    public int Remembered { get; init; } = 200_000;
}
