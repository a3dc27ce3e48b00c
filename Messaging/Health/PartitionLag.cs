using Confluent.Kafka;

namespace Social.Messaging.Health;

/// <summary>How far one partition is behind.</summary>
/// <param name="Events">Events at the broker that are not applied yet.</param>
/// <param name="Next">Offset of the next event to apply.</param>
/// <param name="MovedAt">Timestamp of when an event was applied, or had first to be.</param>
sealed record PartitionLag(TopicPartition Partition, long Events, long Next, long MovedAt);
