using System.ComponentModel.DataAnnotations;

namespace Social.Feeds;

/// <summary>Section "Feed".</summary>
public sealed record FeedOptions
{
    /// <summary>How many posts of a feed Redis holds; older ones come from the database.</summary>
    [Range(1, 100_000)]
    public int Kept { get; init; } = 800;

    /// <summary>Authors with more followers are not fanned out: their posts are merged when a feed is read.</summary>
    [Range(1, int.MaxValue)]
    public int MergeAbove { get; init; } = 10_000;

    /// <summary>Feeds in one pipeline to Redis, and followers read at a time: enough to hide the round trip, few enough not to delay readers.</summary>
    [Range(1, 10_000)]
    public int FanOutBatch { get; init; } = 500;

    /// <summary>
    /// How many feeds an instance builds in Redis at a time. Further readers get their page from the database: after a loss of Redis
    /// everybody's feed is missing, and building all of them at once would keep the database from answering anybody.
    /// </summary>
    [Range(1, 1_000)]
    public int ConcurrentBuilds { get; init; } = 8;

    /// <summary>How long a feed lives in Redis before it is built again from the database.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a read waits for Redis before it asks the database instead.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan RedisTimeout { get; init; } = TimeSpan.FromMilliseconds(500);
}
