using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Social.Messaging.Kafka;

namespace Social.Tests.Messaging;

public sealed class ProducerTests(Engines engines)
{
    [Theory]
    [InlineData("")]
    [InlineData("0.9.0.1")]
    public async Task Producer_is_idempotent_where_the_broker_can_be_and_always_keeps_the_order(string version)
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var ledger = environment.Build(environment.Settings(true, false, ("Kafka:BrokerVersionFallback", version)));
        var config = ledger.Services.GetRequiredService<KafkaClients>().ProducerConfig();
        Assert.Equal(Acks.All, config.Acks);
        Assert.Equal(1, config.MaxInFlight);
        Assert.Equal(0, config.MessageTimeoutMs);
        Assert.Equal(version.Length == 0, config.EnableIdempotence);
        Assert.Equal(version.Length == 0, config.EnableGaplessGuarantee);
        // The client checks that its settings agree with each other when it is created.
        using var producer = ledger.Services.GetRequiredService<KafkaClients>().Producer();
    }
}
