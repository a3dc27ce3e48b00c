using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Social.Messaging;
using Social.Messaging.Consumer;
using Social.Tests.Testing;

namespace Social.Tests.Messaging;

public sealed class PartitionWorkerTests(Engines engines)
{
    [Fact]
    public async Task Cancellation_that_nobody_asked_for_does_not_stop_a_partition()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var stored = new ConcurrentQueue<TopicPartitionOffset>();
        var cancelled = 0;
        using var worker = new PartitionWorker(
            new(environment.Topic, 0),
            environment.Writer.GetRequiredService<EventApplier>(),
            environment.Writer.GetRequiredService<Subscriptions>(),
            environment.Writer.GetRequiredService<EventDatabase>(),
            offset =>
            {
                if (Interlocked.Exchange(ref cancelled, 1) == 0)
                    throw new OperationCanceledException("Not by the host.");
                stored.Enqueue(offset);
            },
            new(TimeSpan.Zero, TimeProvider.System),
            NullLogger.Instance
        );
        worker.Start();
        worker.Take(
            new()
            {
                Topic = environment.Topic,
                Partition = 0,
                Offset = 7,
                Message = new() { Key = [], Value = [] },
            }
        );
        await Wait.UntilAsync(() => !stored.IsEmpty, () => "the offset to be stored");
        Assert.Equal(8, Assert.Single(stored).Offset.Value);
        Assert.Null(worker.Fault);
        await worker.EndAsync();
    }
}
