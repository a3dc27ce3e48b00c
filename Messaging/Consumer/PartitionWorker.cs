using System.Diagnostics;
using System.Threading.Channels;
using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using Social.ServiceDefaults.Diagnostics;

namespace Social.Messaging.Consumer;

/// <summary>Applies the records of one partition, one after another, for as long as this member owns it.</summary>
sealed partial class PartitionWorker(
    TopicPartition partition,
    EventApplier applier,
    Subscriptions subscriptions,
    EventDatabase database,
    Action<TopicPartitionOffset> store,
    Pace pace,
    ILogger log
) : IDisposable
{
    // Between two flushes: a power cut costs at most so many repeated events.
    const int FlushInterval = 200;

    // Between two flushes, too: as often as the client commits what is stored.
    static readonly TimeSpan FlushDelay = TimeSpan.FromMilliseconds(500);

    // Events in one transaction: enough to share the round trips, few enough to be repeated one by one.
    const int MaxBatch = 100;
    static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LastFlushTimeout = TimeSpan.FromSeconds(2);

    // Not SingleReader: that kind of channel cannot count.
    readonly Channel<ConsumeResult<byte[]?, byte[]?>> records = Channel.CreateUnbounded<ConsumeResult<byte[]?, byte[]?>>();
    readonly CancellationTokenSource end = new();
    readonly Outage outage = new();
    readonly Stopwatch flushed = Stopwatch.StartNew();
    Task running = Task.CompletedTask;
    Delivery? ahead;
    long next = -1;
    int unflushed;

    public TopicPartition Partition => partition;
    public int Waiting => records.Reader.Count;
    public bool Paused { get; set; }

    /// <summary>Offset of the next record to apply; null before the first one came.</summary>
    public long? Next => Volatile.Read(ref next) is >= 0 and var offset ? offset : null;

    /// <summary>The exception that stopped the worker; null while it runs.</summary>
    public Exception? Fault => running.IsCanceled && !end.IsCancellationRequested ? new TaskCanceledException(running) : running.Exception;

    public void Start() => running = Task.Run(RunAsync);

    public void Take(ConsumeResult<byte[]?, byte[]?> record)
    {
        Interlocked.CompareExchange(ref next, record.Offset.Value, -1);
        records.Writer.TryWrite(record);
    }

    /// <summary>The transaction in progress is rolled back; the partition's next owner begins with its events.</summary>
    public Task EndAsync()
    {
        end.Cancel();
        return running;
    }

    public void Dispose() => end.Dispose();

    async Task RunAsync()
    {
        try
        {
            while (await WaitAsync())
            {
                await pace.WaitAsync(end.Token);
                while (ReadRun() is [.., var last] run)
                {
                    await applier.ApplyAsync(run, end.Token);
                    Volatile.Write(ref next, last.Offset + 1);
                    unflushed += run.Count;
                    if (unflushed >= FlushInterval || flushed.Elapsed >= FlushDelay)
                        await StoreAsync(end.Token);
                }
            }
        }
        catch (Exception e) when (end.IsCancellationRequested)
        {
            // The transaction in progress fails by a cancellation or by what the driver makes of one; it is rolled back either way.
            Abandoned(log, partition.Topic, partition.Partition.Value, e.Message);
            await StoreLastAsync();
        }
    }

    /// <summary>Ends when there are records. Stores how far the partition is applied when that is due.</summary>
    async Task<bool> WaitAsync()
    {
        var more = records.Reader.WaitToReadAsync(end.Token).AsTask();
        if (unflushed == 0)
            return await more;
        var left = FlushDelay - flushed.Elapsed;
        if (left <= TimeSpan.Zero || await Task.WhenAny(more, Task.Delay(left, end.Token)) != more)
            await StoreAsync(end.Token);
        return await more;
    }

    /// <summary>The next delivery, with those behind it that go to the same batch handler; empty when none waits.</summary>
    List<Delivery> ReadRun()
    {
        var run = new List<Delivery>();
        if ((ahead ?? Read()) is not { } first)
            return run;
        ahead = null;
        run.Add(first);
        var batchHandler = subscriptions.FindBatchHandler(first);
        while (batchHandler is not null && run.Count < MaxBatch && ahead is null && Read() is { } next)
        {
            if (subscriptions.FindBatchHandler(next) == batchHandler)
                run.Add(next);
            else
                ahead = next;
        }
        return run;
    }

    Delivery? Read() => records.Reader.TryRead(out var record) ? Delivery.From(record) : null;

    /// <summary>Stores how far the partition is applied, once that is on disk.</summary>
    async Task StoreAsync(CancellationToken stop)
    {
        while (unflushed > 0)
        {
            try
            {
                await FlushAsync(stop);
                store(new(partition, next));
                unflushed = 0;
                flushed.Restart();
                outage.End();
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                if (outage.Begin())
                    NotOnDisk(log, partition.Topic, partition.Partition.Value, e);
                await Task.Delay(Retry, stop);
            }
        }
    }

    /// <summary>Spares the next owner repeated deliveries; when it fails, the inbox recognises them.</summary>
    async Task StoreLastAsync()
    {
        using var limit = new CancellationTokenSource(LastFlushTimeout);
        try
        {
            if (unflushed > 0)
            {
                await FlushAsync(limit.Token);
                store(new(partition, next));
            }
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            NotOnDisk(log, partition.Topic, partition.Partition.Value, e);
        }
    }

    async Task FlushAsync(CancellationToken stop)
    {
        await using var work = database.Open();
        await work.Db.Database.OpenConnectionAsync(stop);
        await ((NpgsqlConnection)work.Db.Database.GetDbConnection()).FlushAsync(stop);
    }

    [LoggerMessage(LogLevel.Debug, "Worker of {Topic}/{Partition} stopped: {Reason}")]
    static partial void Abandoned(ILogger log, string topic, int partition, string reason);

    [LoggerMessage(LogLevel.Warning, "Flushing the offset of {Topic}/{Partition} failed; retrying every second")]
    static partial void NotOnDisk(ILogger log, string topic, int partition, Exception e);
}
