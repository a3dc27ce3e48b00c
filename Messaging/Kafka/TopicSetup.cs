using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Social.Messaging.Kafka;

/// <summary>Creates topics before anything is sent or read; the first process to come creates them.</summary>
sealed partial class TopicSetup(KafkaClients kafka, IOptions<EventOptions> options, ILogger<TopicSetup> log)
{
    static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(300);

    /// <summary>A topic whose settings do not depend on the broker's defaults.</summary>
    public static TopicSpecification Specify(string topic, EventOptions options) =>
        new()
        {
            Name = topic,
            NumPartitions = options.Partitions,
            ReplicationFactor = options.Replication,
            Configs = new()
            {
                ["cleanup.policy"] = "delete",
                ["retention.ms"] = ((long)options.Retention.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
                ["retention.bytes"] = "-1",
                ["min.insync.replicas"] = options.MinInSyncReplicas.ToString(CultureInfo.InvariantCulture),
                ["unclean.leader.election.enable"] = "false",
            },
        };

    /// <summary>Returns when all exist; waits for the broker as long as it takes.</summary>
    public async Task EnsureAsync(IReadOnlyCollection<string> topics, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                // A new one each time: one that has lost the brokers may not find them again.
                using var admin = kafka.Admin();
                await Task.Run(() => EnsureAsync(admin, topics), stop);
                return;
            }
            catch (KafkaException e)
            {
                Waiting(log, e.Error.Reason);
                await Task.Delay(Retry, stop);
            }
        }
    }

    Task EnsureAsync(IAdminClient admin, IReadOnlyCollection<string> topics)
    {
        if (!kafka.IsOld)
            return CreateAsync(admin, topics);
        foreach (var topic in topics)
        {
            // Old brokers have no other way: asking for a topic creates it, by the broker's own settings.
            if (admin.GetMetadata(topic, MetadataTimeout).Topics.All(t => t.Error.IsError || t.Partitions.Count == 0))
                throw new KafkaException(new Error(ErrorCode.Local_UnknownTopic, $"Topic {topic} is being created."));
        }
        return Task.CompletedTask;
    }

    async Task CreateAsync(IAdminClient admin, IReadOnlyCollection<string> topics)
    {
        try
        {
            await admin.CreateTopicsAsync(topics.Select(t => Specify(t, options.Value)));
        }
        catch (CreateTopicsException e) when (e.Results.All(r => !r.Error.IsError || r.Error.Code == ErrorCode.TopicAlreadyExists))
        {
            // Another process was first.
        }
        catch (CreateTopicsException e) when (e.Results.FirstOrDefault(r => IsRefused(r.Error.Code)) is { } refused)
        {
            Refused(log, refused.Topic, refused.Error.Reason);
            throw;
        }
    }

    static bool IsRefused(ErrorCode code) =>
        code is ErrorCode.InvalidReplicationFactor or ErrorCode.InvalidConfig or ErrorCode.InvalidPartitions or ErrorCode.PolicyViolation;

    [LoggerMessage(LogLevel.Debug, "Topics do not exist yet: {Reason}")]
    static partial void Waiting(ILogger log, string reason);

    [LoggerMessage(
        LogLevel.Error,
        "Topic {Topic} was refused by the broker ({Reason}): check Events:Replication, Events:MinInSyncReplicas and Events:Partitions"
    )]
    static partial void Refused(ILogger log, string topic, string reason);
}
