using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Social.Messaging.Kafka;

/// <summary>Topics exist before anything is sent or read; who comes first makes them.</summary>
sealed partial class TopicSetup(KafkaClients kafka, IOptions<EventOptions> options, ILogger<TopicSetup> log)
{
    static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Returns when all are there; waits for the broker as long as it takes.</summary>
    public async Task EnsureAsync(IReadOnlyCollection<string> topics, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                // A new one each time: one that has lost the brokers may not find them again.
                using var admin = kafka.Admin();
                await Task.Run(() => MakeAsync(admin, topics), stop);
                return;
            }
            catch (KafkaException e)
            {
                Waiting(log, e.Error.Reason);
                await Task.Delay(Pause, stop);
            }
        }
    }

    Task MakeAsync(IAdminClient admin, IReadOnlyCollection<string> topics)
    {
        if (!kafka.IsOld)
        {
            return CreateAsync(admin, topics);
        }
        foreach (var topic in topics)
        {
            // Old brokers have no other way: asking for a topic makes it, with as many partitions as the broker is set to.
            if (admin.GetMetadata(topic, MetadataTimeout).Topics.All(t => t.Error.IsError || t.Partitions.Count == 0))
            {
                throw new KafkaException(new Error(ErrorCode.Local_UnknownTopic, $"Topic {topic} is being made."));
            }
        }
        return Task.CompletedTask;
    }

    async Task CreateAsync(IAdminClient admin, IReadOnlyCollection<string> topics)
    {
        try
        {
            await admin.CreateTopicsAsync(
                topics.Select(t => new TopicSpecification { Name = t, NumPartitions = options.Value.Partitions })
            );
        }
        catch (CreateTopicsException e) when (e.Results.All(r => !r.Error.IsError || r.Error.Code == ErrorCode.TopicAlreadyExists))
        {
            // Another process was first.
        }
    }

    [LoggerMessage(LogLevel.Debug, "Topics do not exist yet: {Reason}")]
    static partial void Waiting(ILogger log, string reason);
}
