using System.ComponentModel.DataAnnotations;

namespace Social.Messaging;

/// <summary>The section "Events". The defaults are meant for production; tests shorten the times.</summary>
public sealed record EventOptions : IValidatableObject
{
    /// <summary>The connection string "kafka": host:port, several with commas between.</summary>
    [Required(
        ErrorMessage = "The connection string \"kafka\" (ConnectionStrings__kafka=host:port) is missing; events cannot be sent without it."
    )]
    public string Kafka { get; set; } = "";

    /// <summary>For brokers older than 0.10, their version: they cannot be asked for it (Kafka:BrokerVersionFallback).</summary>
    public string? BrokerVersionFallback { get; set; }

    /// <summary>The consumer group; the application's name when not set.</summary>
    [Required]
    public string Group { get; set; } = "";

    /// <summary>Partitions of the topics that are created. Brokers older than 0.10 create them by their own settings.</summary>
    [Range(1, 1000)]
    public int Partitions { get; set; } = 6;

    /// <summary>Replicas of each partition of the topics that are created; 3 where there are as many brokers.</summary>
    [Range(1, 10)]
    public short Replication { get; set; } = 1;

    /// <summary>How many replicas must have an event before it counts as sent; 2 of 3 survive the loss of a broker.</summary>
    [Range(1, 10)]
    public int MinInSyncReplicas { get; set; } = 1;

    /// <summary>How long the broker keeps events. A consumer that is down for longer loses some.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many events the relay sends before it waits for their confirmation.</summary>
    [Range(1, 10_000)]
    public int Batch { get; set; } = 500;

    /// <summary>How often the relay looks without being woken: another process may have committed.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The least time between two rounds of the relay: what is committed meanwhile is sent together.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan RelayInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The least time between two rounds of a partition: events that come meanwhile are applied together, by as few transactions as their
    /// handlers allow. One that comes after a pause is applied at once.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan ApplyInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How many partitions of this process apply events at the same time; each takes a database connection.</summary>
    [Range(1, 100)]
    public int Parallel { get; set; } = 6;

    /// <summary>How many fetched events of one partition may wait before fetching pauses.</summary>
    [Range(1, 100_000)]
    public int Waiting { get; set; } = 1_000;

    /// <summary>How often a handler may fail at an event before it is dead-lettered.</summary>
    [Range(1, 100)]
    public int Attempts { get; set; } = 10;

    /// <summary>Between the first and the second attempt; doubled each time.</summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Where the doubling ends.</summary>
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a handler's timeouts are blamed on a slow dependency before they count as failures of the event.</summary>
    public TimeSpan TimeoutRetryLimit { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>After what silence of a consumer its partitions are given to the others.</summary>
    public TimeSpan Session { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a repeated delivery is recognised. Longer than the broker keeps events.</summary>
    public TimeSpan KeepInbox { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Degraded when an event is unsent, or a partition with events to apply has applied none, for longer than this.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Degraded when a partition has more events to apply than this.</summary>
    [Range(0, long.MaxValue)]
    public long MaxLag { get; set; } = 10_000;

    /// <summary>Degraded when there are more dead letters than this.</summary>
    [Range(0, long.MaxValue)]
    public long MaxDeadLetters { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MinInSyncReplicas > Replication)
        {
            yield return new(
                $"Events:MinInSyncReplicas ({MinInSyncReplicas}) is above Events:Replication ({Replication}): no event could be sent."
            );
        }
        if (Retention < TimeSpan.FromHours(1))
            yield return new($"Events:Retention ({Retention}) is below an hour: an outage of a consumer would lose events.");
        if (Retention >= KeepInbox)
        {
            yield return new(
                $"Events:Retention ({Retention}) is not below Events:KeepInbox ({KeepInbox}): events could be applied a second time."
            );
        }
    }
}
