namespace Social.Tests.Messaging;

/// <summary>A broker that has come back but does not know yet that it has.</summary>
public sealed class ForgetfulBrokerTests(Engines engines)
{
    [Fact]
    public async Task Who_was_told_that_there_are_no_brokers_finds_them_all_the_same()
    {
        Assert.SkipWhen(engines.KafkaVersion is null, "The door speaks the old broker's protocol alone.");
        await using var place = await Place.NewAsync(engines);
        await using var door = ForgetfulBroker.Before(engines.Kafka);
        (string, string) through = ("ConnectionStrings:kafka", door.Address);
        await place.StartAsync(place.Settings(publishes: true, hears: true, through));
        var key = Guid.CreateVersion7();
        await place.StateAsync(key, count: 5);
        await place.AllAppliedAsync();

        await door.ShutAsync();
        await place.StateAsync(key, count: 5);
        // Until everybody has seen it.
        await Task.Delay(TimeSpan.FromSeconds(2));
        door.Open(forgetful: TimeSpan.FromSeconds(3));

        await place.StateAsync(key, count: 5);
        await place.AllAppliedAsync();
    }
}
