using System.ComponentModel.DataAnnotations;

namespace Social.ServiceDefaults.Discovery;

/// <summary>
/// Section <c>Registry</c>. It lives in the Redis of the connection string <c>registry</c>, else <c>redis</c>; one that names several
/// servers, a cluster or a replica, is written as StackExchange.Redis writes it (<c>a:6379,b:6379</c>).
/// </summary>
sealed record RegistryOptions
{
    /// <summary>False where the platform itself balances, and unless it is asked for: then only configured addresses are called.</summary>
    public bool Enabled { get; init; }

    /// <summary>Under which callers reach this process; null: where it listens, and where it listens everywhere its own address.</summary>
    public string? Host { get; init; }

    /// <summary>Time to live of an instance's entry: without a heartbeat it expires.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Interval of heartbeats.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:03:00")]
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Interval at which callers poll the registry besides its notifications.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:03:00")]
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a stopping instance keeps serving callers with a stale directory after deregistering.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:20")]
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Timeout of a call to Redis.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(1);
}
