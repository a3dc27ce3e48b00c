using Aspire.Hosting.Testing;
using Confluent.Kafka;
using Social.AppHost.Infrastructure;
using Social.Contracts;

namespace Social.Tests.WholeSystem.Fixture;

/// <summary>What the services have sent to the broker.</summary>
static class PublishedEvents
{
    static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The types of the events of a key, without their package, oldest first. Reads the topic to its present end.</summary>
    public static async Task<List<string>> OfAsync(SystemFixture system, string topic, Guid key)
    {
        var servers = await system.App.GetConnectionStringAsync("kafka");
        return await Task.Run(() => Read(servers!, topic, key));
    }

    static List<string> Read(string servers, string topic, Guid key)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = servers,
            ApiVersionRequest = false,
            BrokerVersionFallback = LocalEngines.KafkaVersion,
            GroupId = $"test-{Guid.NewGuid():N}",
            EnableAutoCommit = false,
            EnablePartitionEof = true,
        };
        using var admin = new AdminClientBuilder(config).SetLogHandler((_, _) => { }).Build();
        var partitions = admin.GetMetadata(topic, RequestTimeout).Topics.Single().Partitions;
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(config).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(partitions.Select(p => new TopicPartitionOffset(topic, p.PartitionId, Offset.Beginning)));
        var types = new List<string>();
        for (var ends = 0; ends < partitions.Count; )
        {
            var record = consumer.Consume(RequestTimeout) ?? throw new TimeoutException($"The broker did not send the end of {topic}.");
            if (record.IsPartitionEOF)
                ends++;
            else if (Envelope.Parser.ParseFrom(record.Message.Value) is { } envelope && envelope.AggregateId == key.ToString())
                types.Add(envelope.Type.Split('.')[^1]);
        }
        consumer.Close();
        return types;
    }
}
