using System.Collections.Concurrent;
using Confluent.Kafka;

namespace Social.Messaging.Health;

/// <summary>How far this member of the consumer group is behind, by partition.</summary>
sealed class PartitionLags(TimeProvider clock)
{
    readonly ConcurrentDictionary<TopicPartition, PartitionLag> all = [];

    /// <summary>The partition that has stood still for longest; of those that move, the one that is most behind. Null when none is behind.</summary>
    public PartitionLag? Worst =>
        all.Values.Where(l => l.Events > 0).OrderBy(l => l.MovedAt).ThenByDescending(l => l.Events).FirstOrDefault();

    public long Most => all.Values.Select(l => l.Events).DefaultIfEmpty().Max();

    /// <summary>How long a partition with events to apply has applied none.</summary>
    public TimeSpan Standstill(PartitionLag lag) => clock.GetElapsedTime(lag.MovedAt);

    /// <param name="end">The broker's next offset.</param>
    /// <param name="next">The next offset to apply.</param>
    public void Set(TopicPartition partition, long end, long next)
    {
        var now = clock.GetTimestamp();
        var events = Math.Max(0, end - next);
        var lag = all.AddOrUpdate(
            partition,
            _ => new(partition, events, next, now),
            (_, last) => new(partition, events, next, last.Events == 0 || last.Next != next ? now : last.MovedAt)
        );
        EventTelemetry.Lag.Record(lag.Events, Tags(partition));
    }

    /// <summary>The partition belongs to another member now.</summary>
    public void Remove(TopicPartition partition)
    {
        if (all.TryRemove(partition, out _))
            EventTelemetry.Lag.Record(0, Tags(partition));
    }

    static KeyValuePair<string, object?>[] Tags(TopicPartition partition) =>
        [EventTelemetry.Topic(partition.Topic), new("partition", partition.Partition.Value)];
}
