using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Social.Messaging;
using Social.Messaging.Kafka;
using Social.Tests.Ledgers;

namespace Social.Tests.Messaging;

public sealed class TopicTests(Engines engines)
{
    [Fact]
    public void Topics_are_created_with_settings_of_their_own()
    {
        var options = new EventOptions
        {
            Partitions = 12,
            Replication = 3,
            MinInSyncReplicas = 2,
            Retention = TimeSpan.FromDays(5),
        };
        var topic = TopicSetup.Specify("users", options);
        Assert.Equal(("users", 12, (short)3), (topic.Name, topic.NumPartitions, topic.ReplicationFactor));
        Assert.Equal("2", topic.Configs["min.insync.replicas"]);
        Assert.Equal("432000000", topic.Configs["retention.ms"]);
        Assert.Equal("delete", topic.Configs["cleanup.policy"]);
    }

    [Theory]
    [InlineData("Events:MinInSyncReplicas", "2", "no event could be sent")]
    [InlineData("Events:Retention", "14.00:00:00", "a second time")]
    [InlineData("Events:Retention", "00:10:00", "would lose events")]
    [InlineData("Events:Replication", "0", "between 1 and 10")]
    public async Task Settings_that_would_lose_or_stop_events_are_refused_at_the_start(string name, string value, string reason)
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var settings = environment.Settings(publishes: true, consumes: true, (name, value));
        await using var ledger = Ledger.Build(settings);
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => ledger.StartAsync());
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_of_an_offset_is_logged_as_an_error_that_says_what_to_do()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var relay = await environment.StartAsync(publishes: true, consumes: false);
        await environment.WriteFactsAsync(Guid.CreateVersion7(), count: 5);
        await environment.AllSentAsync();
        await relay.StopAsync();
        StoreOffsets(environment.Topic, 1_000);

        var logs = new LogRecorder();
        await environment.StartAsync(environment.Settings(publishes: false, consumes: true), logs);
        await environment.AllAppliedAsync();
        Assert.Contains(logs.Lines, line => line.Level == LogLevel.Error && line.Text.Contains("run republish", StringComparison.Ordinal));
    }

    /// <summary>As if the broker had lost or deleted what the group had come to.</summary>
    void StoreOffsets(string topic, long offset)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = engines.Kafka,
            ApiVersionRequest = engines.KafkaVersion is null,
            BrokerVersionFallback = engines.KafkaVersion,
            GroupId = topic,
        };
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(config).SetLogHandler((_, _) => { }).Build();
        consumer.Commit(Enumerable.Range(0, 6).Select(p => new TopicPartitionOffset(topic, p, offset)));
    }
}
