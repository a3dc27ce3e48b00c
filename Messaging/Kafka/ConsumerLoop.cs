using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Social.ServiceDefaults.Diagnostics;

namespace Social.Messaging.Kafka;

/// <summary>
/// Runs a consumer for as long as the process does: on a thread of its own, on which everything of the client is called, and with a new
/// client when one fails.
/// </summary>
sealed partial class ConsumerLoop(KafkaClients kafka, TopicSetup topics, ILogger<ConsumerLoop> log)
{
    static readonly TimeSpan FetchTimeout = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    readonly Outage outage = new();

    public async Task RunAsync(IConsumerSteps steps, IReadOnlyCollection<string> wanted, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await topics.EnsureAsync(wanted, stop);
                await Task.Factory.StartNew(() => Poll(steps, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                if (outage.Begin())
                    Failed(log, e);
                await Task.Delay(Retry, stop);
            }
        }
    }

    void Poll(IConsumerSteps steps, CancellationToken stop)
    {
        using var consumer = steps.Build(kafka.Consumer());
        var reconnector = kafka.BrokerReconnector();
        try
        {
            steps.Begin(consumer);
            while (!stop.IsCancellationRequested)
            {
                reconnector.ReconnectIfLost(consumer, stop);
                var record = Fetch(consumer);
                steps.Step(consumer, record, stop);
                if (record is not null)
                {
                    kafka.OnAnswer();
                    outage.End();
                }
            }
        }
        finally
        {
            steps.End(consumer);
            consumer.Close();
        }
    }

    ConsumeResult<byte[]?, byte[]?>? Fetch(IConsumer<byte[]?, byte[]?> consumer)
    {
        try
        {
            return consumer.Consume(FetchTimeout) is { Message: not null } record ? record : null;
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            FetchFailed(log, e.Error.Reason);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Consumer failed; it is started again every second until it receives events")]
    static partial void Failed(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Debug, "Fetch failed: {Reason}")]
    static partial void FetchFailed(ILogger log, string reason);
}
