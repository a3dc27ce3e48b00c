using System.ComponentModel.DataAnnotations;

namespace Social.Caches;

/// <summary>Section "Cache"; the same for every replica.</summary>
public sealed record CacheOptions
{
    /// <summary>How much it holds, in bytes: what is read least recently makes room. What an entry costs beside its value is counted.</summary>
    [Range(1 << 16, 1L << 36)]
    public long Bytes { get; init; } = 64 << 20;

    /// <summary>How long an entry is kept.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long it is remembered that a row is not there.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan AbsentLifetime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>By how much the clocks of two processes may differ; one that differs more is not listened to.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Skew { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a write's transaction may still take after its event was given a time.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan WriteTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often replicas compare what they hold.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:05:00")]
    public TimeSpan Compare { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many changed keys may wait for one peer; what comes on top is found by comparing.</summary>
    [Range(1, 1_000_000)]
    public int Queue { get; init; } = 20_000;

    /// <summary>How long an entry is kept in Redis.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RedisLifetime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a reader waits for peers, and then for Redis, to know what this replica does not. Readers wait 100 ms in all.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:05")]
    public TimeSpan LookupTimeout { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>How far a read that began before a write may be stamped after it, in the worst case.</summary>
    internal TimeSpan Margin => Skew + WriteTime;

    /// <summary>How long a write is remembered: entries that were read before it have long expired when it is forgotten.</summary>
    internal TimeSpan TombstoneLifetime => Lifetime + 2 * Margin;
}
