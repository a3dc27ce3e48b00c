using System.ComponentModel.DataAnnotations;

namespace Social.Gateway.Caching;

/// <summary>How much the cache is waited for: the section <c>Cache</c>.</summary>
public sealed record CacheOptions
{
    /// <summary>Of a question to it, or to Redis about who wrote: whoever asks can do without the answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.005", "00:00:05")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How much of it this process keeps a copy of, bytes.</summary>
    [Range(0, 1L << 32)]
    public long NearBytes { get; init; } = 32 << 20;

    /// <summary>How long somebody who wrote reads past the cache: longer than the news of a write usually takes to get there.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan OwnWrites { get; init; } = TimeSpan.FromSeconds(5);
}
