using System.Threading.Channels;
using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Social.Messaging.Consumer;

/// <summary>Applies the records of one partition, one after another, for as long as the partition is ours.</summary>
sealed partial class PartitionWorker(
    TopicPartition partition,
    EventApplier applier,
    Subscriptions subscriptions,
    EventDatabase database,
    Action<TopicPartitionOffset> store,
    ILogger log
) : IDisposable
{
    // Between two flushes: a power cut costs at most so many repeated events.
    const int FlushInterval = 200;

    // Events applied together: enough to share the round trips, few enough to be repeated one by one.
    const int MaxTogether = 100;
    static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LastFlush = TimeSpan.FromSeconds(2);

    // Not SingleReader: that kind of channel cannot count.
    readonly Channel<ConsumeResult<byte[]?, byte[]?>> records = Channel.CreateUnbounded<ConsumeResult<byte[]?, byte[]?>>();
    readonly CancellationTokenSource end = new();
    Task running = Task.CompletedTask;
    Delivery? ahead;
    long applied = -1;
    int unflushed;

    public TopicPartition Partition => partition;
    public int Waiting => records.Reader.Count;
    public bool Paused { get; set; }

    /// <summary>The exception that stopped the worker; null while it runs.</summary>
    public AggregateException? Fault => running.Exception;

    public void Start() => running = Task.Run(RunAsync);

    public void Take(ConsumeResult<byte[]?, byte[]?> record) => records.Writer.TryWrite(record);

    /// <summary>What is under way is abandoned and rolled back; the partition's next owner begins with it.</summary>
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
            while (await records.Reader.WaitToReadAsync(end.Token))
            {
                while (NextRun() is [.., var last] run)
                {
                    await applier.ApplyAsync(run, end.Token);
                    applied = last.Offset;
                    unflushed += run.Count;
                    if (unflushed >= FlushInterval)
                    {
                        await SettleAsync(end.Token);
                    }
                }
                await SettleAsync(end.Token);
            }
        }
        catch (Exception e) when (end.IsCancellationRequested)
        {
            // What was under way ends as a cancellation or as whatever the driver makes of one; it is rolled back either way.
            Abandoned(log, partition.Topic, partition.Partition.Value, e.Message);
            await LeaveAsync();
        }
    }

    /// <summary>The next delivery that waits, with those behind it that one handler can take together; empty when none waits.</summary>
    List<Delivery> NextRun()
    {
        var run = new List<Delivery>();
        if ((ahead ?? Read()) is not { } first)
        {
            return run;
        }
        ahead = null;
        run.Add(first);
        var together = subscriptions.Together(first);
        while (together is not null && run.Count < MaxTogether && ahead is null && Read() is { } next)
        {
            if (subscriptions.Together(next) == together)
            {
                run.Add(next);
            }
            else
            {
                ahead = next;
            }
        }
        return run;
    }

    Delivery? Read() => records.Reader.TryRead(out var record) ? Delivery.From(record) : null;

    /// <summary>Stores how far the partition is applied, once that is on disk.</summary>
    async Task SettleAsync(CancellationToken stop)
    {
        while (unflushed > 0)
        {
            try
            {
                await FlushAsync(stop);
                unflushed = 0;
                store(new(partition, applied + 1));
            }
            catch (NpgsqlException e) when (!stop.IsCancellationRequested)
            {
                NotOnDisk(log, partition.Topic, partition.Partition.Value, e);
                await Task.Delay(Retry, stop);
            }
        }
    }

    /// <summary>Saves the next owner from seeing again what is done; when it does not work out, the inbox knows.</summary>
    async Task LeaveAsync()
    {
        using var limit = new CancellationTokenSource(LastFlush);
        try
        {
            if (unflushed > 0)
            {
                await FlushAsync(limit.Token);
                store(new(partition, applied + 1));
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

    [LoggerMessage(LogLevel.Warning, "Flushing the offset of {Topic}/{Partition} failed; retrying")]
    static partial void NotOnDisk(ILogger log, string topic, int partition, Exception e);
}
