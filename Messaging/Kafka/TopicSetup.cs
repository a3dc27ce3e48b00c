using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Social.Messaging.Kafka;

/// <summary>Topics exist before anything is sent or read; who comes first makes them.</summary>
sealed partial class TopicSetup(KafkaClients kafka, IOptions<EventOptions> options, ILogger<TopicSetup> log)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Returns when all are there; waits for the broker as long as it takes.</summary>
    public async Task EnsureAsync(IReadOnlyCollection<string> topics, CancellationToken stop)
    {
        using var admin = kafka.Admin();
        while (true)
        {
            try
            {
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

    async Task MakeAsync(IAdminClient admin, IReadOnlyCollection<string> topics)
    {
        foreach (var topic in topics)
        {
            // Where auto-creation is on (old brokers have no other way) asking for a topic makes it; elsewhere it only asks.
            var there = admin.GetMetadata(topic, Patience).Topics.Any(t => !t.Error.IsError && t.Partitions.Count > 0);
            if (there)
            {
                continue;
            }
            if (kafka.IsOld)
            {
                throw new KafkaException(new Error(ErrorCode.Local_UnknownTopic, $"Topic {topic} is being made."));
            }
            await CreateAsync(admin, topic);
        }
    }

    async Task CreateAsync(IAdminClient admin, string topic)
    {
        try
        {
            await admin.CreateTopicsAsync([
                new()
                {
                    Name = topic,
                    NumPartitions = options.Value.Partitions,
                    ReplicationFactor = -1,
                },
            ]);
        }
        catch (CreateTopicsException e) when (e.Results.All(r => !r.Error.IsError || r.Error.Code == ErrorCode.TopicAlreadyExists))
        {
            // Another process was first.
        }
    }

    [LoggerMessage(LogLevel.Debug, "Topics are not there yet: {Reason}")]
    static partial void Waiting(ILogger log, string reason);
}
