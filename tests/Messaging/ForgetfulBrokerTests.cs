namespace Social.Tests.Messaging;

/// <summary>A broker that has come back but does not know yet that it has.</summary>
public sealed class ForgetfulBrokerTests(Engines engines)
{
    [Fact]
    public async Task Who_was_told_that_there_are_no_brokers_finds_them_all_the_same()
    {
        Assert.SkipWhen(engines.KafkaVersion is null, "The door speaks the old broker's protocol alone.");
        await using var environment = await TestEnvironment.NewAsync(engines);
        await using var door = ForgetfulBroker.Before(engines.Kafka);
        (string, string) through = ("ConnectionStrings:kafka", door.Address);
        await environment.StartAsync(environment.Settings(publishes: true, hears: true, through));
        var key = Guid.CreateVersion7();
        await environment.StateAsync(key, count: 5);
        await environment.AllAppliedAsync();

        await door.ShutAsync();
        await environment.StateAsync(key, count: 5);
        // Until everybody has seen it.
        await Task.Delay(TimeSpan.FromSeconds(2));
        door.Open(forgetful: TimeSpan.FromSeconds(3));

        await environment.StateAsync(key, count: 5);
        await environment.AllAppliedAsync();
    }
}
