using Confluent.Kafka;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Social.Messaging.Consumer;
using Social.Messaging.Kafka;

namespace Social.Messaging.Broadcast;

/// <summary>
/// Reads every partition of the topics in every instance. All instances store their offsets under the same group, each over the others', so
/// that one that starts continues where any of them was.
/// </summary>
sealed partial class BroadcastConsumer(
    KafkaClients kafka,
    ConsumerLoop loop,
    Subscriptions subscriptions,
    IServiceScopeFactory scopes,
    ILogger<BroadcastConsumer> log
) : BackgroundService, IConsumerSteps
{
    static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loop.RunAsync(this, subscriptions.Topics, stoppingToken);

    public IConsumer<byte[]?, byte[]?> Build(ConsumerBuilder<byte[]?, byte[]?> builder) => builder.Build();

    public void Begin(IConsumer<byte[]?, byte[]?> consumer)
    {
        var from = consumer
            .Committed(Partitions(), RequestTimeout)
            .ConvertAll(known => known.Offset == Offset.Unset ? End(consumer, known) : known);
        // Events from before the first instance ever subscribed are not needed; later ones are, also those of a time without instances.
        consumer.Commit(from);
        consumer.Assign(from);
        Assigned(log, from.Count);
    }

    public void Step(IConsumer<byte[]?, byte[]?> consumer, ConsumeResult<byte[]?, byte[]?>? record, CancellationToken stop)
    {
        if (record is not null)
        {
            Apply(Delivery.From(record), stop);
            consumer.StoreOffset(record);
        }
    }

    public void End(IConsumer<byte[]?, byte[]?> consumer)
    {
        // Closing the client commits what is stored.
    }

    List<TopicPartition> Partitions()
    {
        using var admin = kafka.Admin();
        return
        [
            .. from topic in subscriptions.Topics
            from partition in admin.GetMetadata(topic, RequestTimeout).Topics.Single().Partitions
            select new TopicPartition(topic, partition.PartitionId),
        ];
    }

    static TopicPartitionOffset End(IConsumer<byte[]?, byte[]?> consumer, TopicPartitionOffset known) =>
        new(known.TopicPartition, consumer.QueryWatermarkOffsets(known.TopicPartition, RequestTimeout).High);

    void Apply(Delivery delivery, CancellationToken stop)
    {
        var interested = delivery.ParseError is null ? subscriptions.For(delivery.Topic, delivery.Envelope.Type).ToList() : [];
        if (interested.Count == 0)
        {
            EventTelemetry.Skipped.Add(1, EventTelemetry.Topic(delivery.Topic));
            return;
        }
        using var scope = scopes.CreateScope();
        foreach (var to in interested)
        {
            try
            {
                // On the loop's own thread, one after another: that keeps their order.
                to.Handle(scope.ServiceProvider, delivery.Envelope.Payload, delivery.Context, stop).GetAwaiter().GetResult();
                EventTelemetry.Handled.Add(1, EventTelemetry.Handler(to.Name));
            }
            catch (InvalidProtocolBufferException e)
            {
                MalformedSkipped(log, delivery.Topic, delivery.Partition, delivery.Offset, e);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Broadcast consumer assigned {Count} partitions")]
    static partial void Assigned(ILogger log, int count);

    [LoggerMessage(LogLevel.Error, "Malformed event {Topic}/{Partition}/{Offset} skipped")]
    static partial void MalformedSkipped(ILogger log, string topic, int partition, long offset, Exception e);
}
