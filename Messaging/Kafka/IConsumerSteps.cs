using Confluent.Kafka;

namespace Social.Messaging.Kafka;

/// <summary>What one kind of consumer does in its <see cref="ConsumerLoop"/>, all on the loop's thread.</summary>
interface IConsumerSteps
{
    /// <summary>Builds the client, with what it is to do about rebalances.</summary>
    IConsumer<byte[]?, byte[]?> Build(ConsumerBuilder<byte[]?, byte[]?> builder);

    /// <summary>Subscribes, or assigns partitions.</summary>
    void Begin(IConsumer<byte[]?, byte[]?> consumer);

    /// <summary>Takes a record; null when none came for a while.</summary>
    void Step(IConsumer<byte[]?, byte[]?> consumer, ConsumeResult<byte[]?, byte[]?>? record, CancellationToken stop);

    /// <summary>Before the client is closed.</summary>
    void End(IConsumer<byte[]?, byte[]?> consumer);
}
