using Social.Tests.Testing;

namespace Social.Tests.Messaging;

/// <summary>What a broker does that neither runs nor is down.</summary>
public sealed class BrokerProxyTests(Engines engines)
{
    const int Cuts = 20;

    [Fact]
    public async Task Clients_find_the_broker_again_after_it_answered_that_there_is_none()
    {
        Assert.SkipWhen(engines.KafkaVersion is null, "The proxy speaks the old broker's protocol alone.");
        await using var environment = await TestEnvironment.NewAsync(engines);
        await using var proxy = BrokerProxy.Before(engines.Kafka);
        var app = await environment.StartAsync(
            environment.Settings(publishes: true, consumes: true, ("ConnectionStrings:kafka", proxy.Address))
        );
        var key = Guid.CreateVersion7();
        await environment.WriteFactsAsync(key, count: 5);
        await environment.AllAppliedAsync();

        var lost = TestEnvironment.LostAt(app);
        await proxy.CloseAsync();
        await environment.WriteFactsAsync(key, count: 5);
        await Wait.UntilAsync(() => TestEnvironment.LostAt(app) > lost, () => "the clients to lose the broker");
        proxy.Open(withoutBrokers: TimeSpan.FromSeconds(3));

        await environment.WriteFactsAsync(key, count: 5);
        await environment.AllAppliedAsync();
    }

    [Fact]
    public async Task Order_survives_many_confirmations_that_are_lost_with_their_connections()
    {
        Assert.SkipWhen(engines.KafkaVersion is null, "The proxy speaks the old broker's protocol alone.");
        await using var environment = await TestEnvironment.NewAsync(engines);
        await using var proxy = BrokerProxy.Before(engines.Kafka);
        (string, string) through = ("ConnectionStrings:kafka", proxy.Address);
        await environment.StartAsync(environment.Settings(publishes: true, consumes: false, through));
        await environment.StartAsync(publishes: false, consumes: true);
        var keys = Enumerable.Range(0, 10).Select(_ => Guid.CreateVersion7()).ToArray();
        for (var cut = 0; cut < Cuts; cut++)
        {
            proxy.Cut(confirmations: 1);
            foreach (var key in keys)
                await environment.WriteFactsAsync(key, count: 3);
            await Wait.UntilAsync(() => proxy.CutsLeft == 0, () => "a confirmation to be lost");
        }
        await environment.AllAppliedAsync();
    }
}
