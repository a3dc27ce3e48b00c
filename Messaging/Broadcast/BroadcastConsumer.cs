using Confluent.Kafka;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Social.Messaging.Consumer;
using Social.Messaging.Kafka;

namespace Social.Messaging.Broadcast;

/// <summary>
/// Reads every partition of the topics in every instance, side by side. How far one has come is kept under the group's name, so that one
/// that starts goes on where any of them was; it replaces the others' word, which is as good.
/// </summary>
sealed partial class BroadcastConsumer(
    KafkaClients kafka,
    TopicSetup topics,
    Subscriptions subscriptions,
    IServiceScopeFactory scopes,
    ILogger<BroadcastConsumer> log
) : BackgroundService
{
    static readonly TimeSpan Fetch = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wanted = subscriptions.Topics;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await topics.EnsureAsync(wanted, stoppingToken);
                await Task.Factory.StartNew(
                    () => Listen(wanted, stoppingToken),
                    stoppingToken,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                );
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Interrupted(log, e);
                await Task.Delay(Retry, stoppingToken);
            }
        }
    }

    void Listen(IReadOnlyCollection<string> wanted, CancellationToken stop)
    {
        var partitions = PartitionsOf(wanted);
        using var consumer = kafka.Consumer().Build();
        var reconnector = kafka.BrokerReconnector();
        try
        {
            var from = consumer
                .Committed(partitions, RequestTimeout)
                .ConvertAll(known => known.Offset == Offset.Unset ? End(consumer, known) : known);
            // Events from before the first instance ever subscribed concern nobody; from now on they do, even while no instance runs.
            consumer.Commit(from);
            consumer.Assign(from);
            Assigned(log, from.Count);
            while (!stop.IsCancellationRequested)
            {
                reconnector.ReconnectIfLost(consumer, stop);
                if (Next(consumer) is { } record)
                {
                    Apply(Delivery.From(record), stop);
                    consumer.StoreOffset(record);
                }
            }
        }
        finally
        {
            consumer.Close();
        }
    }

    List<TopicPartition> PartitionsOf(IReadOnlyCollection<string> wanted)
    {
        using var admin = kafka.Admin();
        return
        [
            .. from topic in wanted
            from partition in admin.GetMetadata(topic, RequestTimeout).Topics.Single().Partitions
            select new TopicPartition(topic, partition.PartitionId),
        ];
    }

    static TopicPartitionOffset End(IConsumer<byte[]?, byte[]?> consumer, TopicPartitionOffset known) =>
        new(known.TopicPartition, consumer.QueryWatermarkOffsets(known.TopicPartition, RequestTimeout).High);

    ConsumeResult<byte[]?, byte[]?>? Next(IConsumer<byte[]?, byte[]?> consumer)
    {
        try
        {
            return consumer.Consume(Fetch) is { Message: not null } record ? record : null;
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            FetchFailed(log, e.Error.Reason);
            return null;
        }
    }

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
                // On the listener's own thread, one after another: that is what keeps their order.
                to.Handle(scope.ServiceProvider, delivery.Envelope.Payload, delivery.Context, stop).GetAwaiter().GetResult();
                EventTelemetry.Handled.Add(1, EventTelemetry.Handler(to.Name));
            }
            catch (InvalidProtocolBufferException e)
            {
                MalformedSkipped(log, delivery.Topic, delivery.Partition, delivery.Offset, e);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Broadcast consumer failed; restarting")]
    static partial void Interrupted(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Debug, "Fetch failed: {Reason}")]
    static partial void FetchFailed(ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "Broadcast consumer assigned {Count} partitions")]
    static partial void Assigned(ILogger log, int count);

    [LoggerMessage(LogLevel.Error, "Malformed event {Topic}/{Partition}/{Offset} skipped")]
    static partial void MalformedSkipped(ILogger log, string topic, int partition, long offset, Exception e);
}
