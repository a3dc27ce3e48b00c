using Confluent.Kafka;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Social.Contracts;
using Social.Messaging.DeadLetters;

namespace Social.Tests.Messaging;

public sealed class DeadLetterTests(Engines engines)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_poison_event_is_parked_with_its_keys_later_ones_behind_it_and_redriven_in_order(bool together)
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var app = await environment.StartAsync(publishes: true, hears: true, together);
        var (ill, well) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await environment.AskAsync(async db =>
        {
            db.Poison.Add(new() { Key = ill, Number = 3 });
            return await db.SaveChangesAsync();
        });
        await environment.StateAsync(ill, count: 6);
        await environment.StateAsync(well, count: 6);
        await Wait.UntilAsync(
            async () => await environment.CountAsync("SELECT count(*) FROM parked") == 4,
            () => "the events to be parked"
        );
        await Wait.UntilAsync(async () => (await environment.AppliedAsync(well)).Count == 6, () => "the other key to flow");
        Assert.Equal([1, 2], await environment.AppliedAsync(ill));
        Assert.Equal(3, await environment.CountAsync("SELECT max(attempts) FROM parked"));
        var health = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Equal(4L, health.Entries["events"].Data["parked"]);

        // Still ill: nothing is applied and nothing moves.
        var redrive = app.Services.GetRequiredService<Redrive>();
        Assert.Equal(new RedriveResult(0, 4), await redrive.RunAsync(null, default));
        await environment.AskAsync(db => db.Poison.ExecuteDeleteAsync());
        Assert.Equal(new RedriveResult(0, 4), await redrive.RunAsync(well.ToString(), default));
        Assert.Equal(new RedriveResult(4, 0), await redrive.RunAsync(ill.ToString(), default));
        await environment.StateAsync(ill, count: 2);
        await environment.AllAppliedAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Redriving_under_load_lets_nothing_slip_past_the_line(bool together)
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var app = await environment.StartAsync(publishes: true, hears: true, together);
        var key = Guid.CreateVersion7();
        await environment.AskAsync(async db =>
        {
            db.Poison.Add(new() { Key = key, Number = 1 });
            return await db.SaveChangesAsync();
        });
        await environment.StateAsync(key, count: 20);
        await Wait.UntilAsync(
            async () => await environment.CountAsync("SELECT count(*) FROM parked") == 20,
            () => "the events to be parked"
        );
        await environment.AskAsync(db => db.Poison.ExecuteDeleteAsync());
        var writing = Parallel.ForEachAsync(Enumerable.Range(0, 200), async (_, _) => await environment.StateAsync(key));
        var redrive = app.Services.GetRequiredService<Redrive>();
        while (!writing.IsCompleted || (await redrive.RunAsync(null, default)).Left > 0)
        {
            await redrive.RunAsync(null, default);
        }
        await writing;
        await Wait.UntilAsync(
            async () =>
            {
                await redrive.RunAsync(null, default);
                return (await environment.AppliedAsync(key)).Count == 220;
            },
            () => "every fact to be applied"
        );
        await environment.AllAppliedAsync();
    }

    [Fact]
    public async Task Records_that_are_no_envelopes_are_parked_and_unknown_types_are_passed_over()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await environment.StartAsync(publishes: true, hears: true);
        var key = Guid.CreateVersion7();
        await environment.StateAsync(key);
        await environment.AllAppliedAsync();
        var settings = new ProducerConfig
        {
            BootstrapServers = engines.Kafka,
            ApiVersionRequest = engines.KafkaVersion is null,
            BrokerVersionFallback = engines.KafkaVersion,
        };
        using (var producer = new ProducerBuilder<string, byte[]>(settings).Build())
        {
            var stranger = new Envelope
            {
                Id = Guid.CreateVersion7().ToString(),
                Type = "social.events.v9.Unheard",
                AggregateId = key.ToString(),
            };
            await producer.ProduceAsync(environment.Topic, new() { Key = key.ToString(), Value = [1, 2, 3] });
            await producer.ProduceAsync(environment.Topic, new() { Key = key.ToString(), Value = null! });
            await producer.ProduceAsync(environment.Topic, new() { Key = key.ToString(), Value = stranger.ToByteArray() });
        }
        await environment.StateAsync(key, count: 3);
        await environment.AllAppliedAsync();
        Assert.Equal(2, await environment.CountAsync("SELECT count(*) FROM parked WHERE handler = 'envelope'"));
        Assert.Equal(2, await environment.CountAsync("SELECT count(*) FROM parked"));
    }
}
