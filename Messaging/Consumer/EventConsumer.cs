using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Social.Messaging.Kafka;

namespace Social.Messaging.Consumer;

/// <summary>
/// The service's member of its consumer group. Everything of the client is called on one thread of its own: fetching, pausing, and
/// the giving and taking of partitions, which happens inside Consume and Close.
/// </summary>
sealed partial class EventConsumer(
    KafkaClients kafka,
    TopicSetup topics,
    Subscriptions subscriptions,
    EventApplier applier,
    EventDatabase database,
    IOptions<EventOptions> options,
    ILogger<EventConsumer> log
) : BackgroundService
{
    static readonly TimeSpan Fetch = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    // How long a handler may take to stop after its partition was revoked. One that takes longer is harmless: the next owner waits at the inbox.
    static readonly TimeSpan HandlerStopTimeout = TimeSpan.FromSeconds(10);

    readonly Dictionary<TopicPartition, PartitionWorker> workers = [];
    readonly int maxWaiting = options.Value.Waiting;
    int assigned;
    int paused;

    /// <summary>Partitions of this member.</summary>
    public int Assigned => Volatile.Read(ref assigned);

    /// <summary>Partitions of which nothing is fetched, because enough of their events wait already.</summary>
    public int Paused => Volatile.Read(ref paused);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wanted = subscriptions.Topics;
        while (wanted.Count > 0 && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await topics.EnsureAsync(wanted, stoppingToken);
                await Task.Factory.StartNew(
                    () => Consume(wanted, stoppingToken),
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

    void Consume(IReadOnlyCollection<string> wanted, CancellationToken stop)
    {
        using var consumer = kafka
            .Consumer()
            .SetPartitionsAssignedHandler((c, given) => Begin(c, given))
            .SetPartitionsRevokedHandler((c, taken) => End(c, taken.Select(t => t.TopicPartition)))
            .SetPartitionsLostHandler((c, lost) => End(c, lost.Select(t => t.TopicPartition)))
            .Build();
        var reconnector = kafka.BrokerReconnector();
        try
        {
            consumer.Subscribe(wanted);
            while (!stop.IsCancellationRequested)
            {
                reconnector.ReconnectIfLost(consumer, stop);
                Step(consumer);
            }
        }
        finally
        {
            // Workers first: what they have applied is committed as the client leaves the group.
            End(consumer, [.. workers.Keys]);
            consumer.Close();
        }
    }

    void Step(IConsumer<byte[]?, byte[]?> consumer)
    {
        try
        {
            var record = consumer.Consume(Fetch);
            if (record?.Message is not null && workers.TryGetValue(record.TopicPartition, out var worker))
            {
                worker.Take(record);
            }
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            FetchFailed(log, e.Error.Reason);
        }
        foreach (var worker in workers.Values)
        {
            if (worker.Fault is { } fault)
            {
                throw fault;
            }
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
    }

    void Begin(IConsumer<byte[]?, byte[]?> consumer, List<TopicPartition> given)
    {
        foreach (var partition in given)
        {
            var worker = new PartitionWorker(partition, applier, subscriptions, database, o => Store(consumer, o), log);
            workers[partition] = worker;
            worker.Start();
        }
        Volatile.Write(ref assigned, workers.Count);
        PartitionsAssigned(log, given.Count, workers.Count);
    }

    void End(IConsumer<byte[]?, byte[]?> consumer, IEnumerable<TopicPartition> taken)
    {
        var ending = taken.Select(p => workers.Remove(p, out var worker) ? worker : null).OfType<PartitionWorker>().ToList();
        try
        {
            if (!Task.WhenAll(ending.Select(w => w.EndAsync())).Wait(HandlerStopTimeout))
            {
                StillRunning(log, HandlerStopTimeout);
            }
        }
        catch (AggregateException e)
        {
            // One that had failed before; its events are delivered again.
            Interrupted(log, e);
        }
        // The client keeps a partition's pause while another member owns it; when it came back, nothing would be fetched ever again.
        consumer.Resume(ending.Where(w => w.Paused).Select(w => w.Partition));
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

    [LoggerMessage(LogLevel.Warning, "Consumer failed; restarting")]
    static partial void Interrupted(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Debug, "Fetch failed: {Reason}")]
    static partial void FetchFailed(ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "{Count} partitions assigned, {All} in total")]
    static partial void PartitionsAssigned(ILogger log, int count, int all);

    [LoggerMessage(LogLevel.Warning, "Handler did not stop within {Time}; the partition's next owner waits for its transaction")]
    static partial void StillRunning(ILogger log, TimeSpan time);

    [LoggerMessage(LogLevel.Debug, "Offset of {Topic}/{Partition} not stored: the partition was revoked")]
    static partial void NotStored(ILogger log, string topic, int partition);
}
