using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Social.Messaging.Health;
using Social.Messaging.Kafka;

namespace Social.Messaging.Consumer;

/// <summary>
/// The service's member of its consumer group: gives the records of each partition to a <see cref="PartitionWorker"/>. Partitions are
/// assigned and revoked inside Consume and Close, so on the loop's thread too.
/// </summary>
sealed partial class EventConsumer(
    ConsumerLoop loop,
    Subscriptions subscriptions,
    EventApplier applier,
    EventDatabase database,
    PartitionLags lags,
    TimeProvider clock,
    IOptions<EventOptions> options,
    ILogger<EventConsumer> log
) : BackgroundService, IConsumerSteps
{
    const long LagInterval = 1_000;

    // How long a handler may take to stop after its partition was revoked. One that takes longer is harmless: the next owner waits at the inbox.
    static readonly TimeSpan HandlerStopTimeout = TimeSpan.FromSeconds(10);

    readonly Dictionary<TopicPartition, PartitionWorker> workers = [];
    readonly int maxWaiting = options.Value.Waiting;
    readonly TimeSpan applyInterval = options.Value.ApplyInterval;
    long measured;
    int assigned;
    int paused;

    /// <summary>Partitions of this member.</summary>
    public int Assigned => Volatile.Read(ref assigned);

    /// <summary>Partitions of which nothing is fetched, because enough of their events wait already.</summary>
    public int Paused => Volatile.Read(ref paused);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        subscriptions.Topics is { Count: > 0 } topics ? loop.RunAsync(this, topics, stoppingToken) : Task.CompletedTask;

    public IConsumer<byte[]?, byte[]?> Build(ConsumerBuilder<byte[]?, byte[]?> builder) =>
        builder
            .SetPartitionsAssignedHandler(Assign)
            .SetPartitionsRevokedHandler((consumer, revoked) => Revoke(consumer, revoked.Select(r => r.TopicPartition)))
            .SetPartitionsLostHandler((consumer, lost) => Revoke(consumer, lost.Select(l => l.TopicPartition)))
            .Build();

    public void Begin(IConsumer<byte[]?, byte[]?> consumer) => consumer.Subscribe(subscriptions.Topics);

    public void Step(IConsumer<byte[]?, byte[]?> consumer, ConsumeResult<byte[]?, byte[]?>? record, CancellationToken stop)
    {
        if (record is not null && workers.TryGetValue(record.TopicPartition, out var receiver))
            receiver.Take(record);
        foreach (var worker in workers.Values)
        {
            if (worker.Fault is { } fault)
                throw fault;
            if (!worker.Paused && worker.Waiting >= maxWaiting)
            {
                consumer.Pause([worker.Partition]);
                worker.Paused = true;
            }
            else if (worker.Paused && worker.Waiting < maxWaiting / 2)
            {
                consumer.Resume([worker.Partition]);
                worker.Paused = false;
            }
        }
        Volatile.Write(ref paused, workers.Values.Count(w => w.Paused));
        Measure(consumer);
    }

    /// <summary>Workers first: what they have applied is committed as the client leaves the group.</summary>
    public void End(IConsumer<byte[]?, byte[]?> consumer) => Revoke(consumer, [.. workers.Keys]);

    void Measure(IConsumer<byte[]?, byte[]?> consumer)
    {
        if (Environment.TickCount64 - measured < LagInterval)
            return;
        measured = Environment.TickCount64;
        foreach (var worker in workers.Values)
        {
            // As of the last fetch. Without any record since it was assigned, there is none to apply.
            if (consumer.GetWatermarkOffsets(worker.Partition).High is { IsSpecial: false } end)
                lags.Set(worker.Partition, end, worker.Next ?? end);
        }
    }

    void Assign(IConsumer<byte[]?, byte[]?> consumer, List<TopicPartition> given)
    {
        foreach (var partition in given)
        {
            var worker = new PartitionWorker(
                partition,
                applier,
                subscriptions,
                database,
                o => Store(consumer, o),
                new(applyInterval, clock),
                log
            );
            workers[partition] = worker;
            worker.Start();
        }
        Volatile.Write(ref assigned, workers.Count);
        PartitionsAssigned(log, given.Count, workers.Count);
    }

    void Revoke(IConsumer<byte[]?, byte[]?> consumer, IEnumerable<TopicPartition> revoked)
    {
        var ending = revoked.Select(p => workers.Remove(p, out var worker) ? worker : null).OfType<PartitionWorker>().ToList();
        try
        {
            if (!Task.WhenAll(ending.Select(w => w.EndAsync())).Wait(HandlerStopTimeout))
                StillRunning(log, HandlerStopTimeout);
        }
        catch (AggregateException e)
        {
            WorkerFailed(log, e);
        }
        // The client keeps a partition's pause while another member owns it; when it came back, nothing would be fetched ever again.
        consumer.Resume(ending.Where(w => w.Paused).Select(w => w.Partition));
        foreach (var worker in ending)
            lags.Remove(worker.Partition);
        Volatile.Write(ref assigned, workers.Count);
    }

    void Store(IConsumer<byte[]?, byte[]?> consumer, TopicPartitionOffset offset)
    {
        try
        {
            consumer.StoreOffset(offset);
        }
        catch (KafkaException e) when (e.Error.Code is ErrorCode.Local_State or ErrorCode.Local_UnknownPartition)
        {
            NotStored(log, offset.Topic, offset.Partition.Value);
        }
        catch (ObjectDisposedException)
        {
            NotStored(log, offset.Topic, offset.Partition.Value);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Partition worker had failed before its partition was revoked; its events are delivered again")]
    static partial void WorkerFailed(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Information, "{Count} partitions assigned, {All} in total")]
    static partial void PartitionsAssigned(ILogger log, int count, int all);

    [LoggerMessage(LogLevel.Warning, "Handler did not stop within {Time}; the partition's next owner waits for its transaction")]
    static partial void StillRunning(ILogger log, TimeSpan time);

    [LoggerMessage(LogLevel.Debug, "Offset of {Topic}/{Partition} not stored: the partition was revoked")]
    static partial void NotStored(ILogger log, string topic, int partition);
}
