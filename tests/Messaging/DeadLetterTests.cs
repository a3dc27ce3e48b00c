using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Social.Contracts;
using Social.Messaging.DeadLetters;
using Social.Tests.Testing;

namespace Social.Tests.Messaging;

public sealed class DeadLetterTests(Engines engines)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Poison_event_is_dead_lettered_with_the_later_ones_of_its_key_and_redriven_in_order(bool batches)
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var app = await environment.StartAsync(publishes: true, consumes: true, batches);
        var (poisoned, healthy) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await environment.PoisonAsync(poisoned, number: 3);
        await environment.WriteFactsAsync(poisoned, count: 6);
        await environment.WriteFactsAsync(healthy, count: 6);
        await environment.DeadLettersAsync(4);
        await Wait.UntilAsync(async () => (await environment.AppliedAsync(healthy)).Count == 6, () => "the other key to be applied");
        Assert.Equal([1, 2], await environment.AppliedAsync(poisoned));
        Assert.Equal(3, await environment.CountAsync("SELECT max(attempts) FROM dead_letters"));
        var health = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Equal(4L, health.Entries["events"].Data["deadLetters"]);

        // Its cause remains: nothing is applied.
        var redrive = app.Services.GetRequiredService<Redrive>();
        Assert.Equal(new RedriveResult(0, 4), await redrive.RunAsync(null, default));
        await environment.RemovePoisonAsync();
        Assert.Equal(new RedriveResult(0, 4), await redrive.RunAsync(healthy.ToString(), default));
        Assert.Equal(new RedriveResult(4, 0), await redrive.RunAsync(poisoned.ToString(), default));
        await environment.WriteFactsAsync(poisoned, count: 2);
        await environment.AllAppliedAsync();
    }

    [Fact]
    public async Task Later_event_for_another_handler_waits_behind_the_dead_letter_of_its_key()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var app = await environment.StartAsync(publishes: true, consumes: true);
        var (key, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await environment.PoisonAsync(key, number: 1);
        await environment.WriteFactsAsync(key);
        await environment.RetractAsync(key);
        await environment.RetractAsync(other);

        await environment.DeadLettersAsync(2);
        await Wait.UntilAsync(async () => (await environment.AppliedAsync(other)).Count == 1, () => "the other key to be applied");
        Assert.Empty(await environment.AppliedAsync(key));

        await environment.RemovePoisonAsync();
        Assert.Equal(new RedriveResult(2, 0), await app.Services.GetRequiredService<Redrive>().RunAsync(null, default));
        Assert.Equal([1, 2], await environment.AppliedAsync(key));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Redrive_under_load_keeps_the_order(bool batches)
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var app = await environment.StartAsync(publishes: true, consumes: true, batches);
        var key = Guid.CreateVersion7();
        await environment.PoisonAsync(key, number: 1);
        await environment.WriteFactsAsync(key, count: 20);
        await environment.DeadLettersAsync(20);
        await environment.RemovePoisonAsync();
        var writing = Parallel.ForEachAsync(Enumerable.Range(0, 200), async (_, _) => await environment.WriteFactsAsync(key));
        var redrive = app.Services.GetRequiredService<Redrive>();
        while (!writing.IsCompleted || (await redrive.RunAsync(null, default)).Left > 0)
            await redrive.RunAsync(null, default);
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Event_delivered_again_after_it_was_redriven_or_discarded_is_not_applied(bool discarded)
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var app = await environment.StartAsync(publishes: true, consumes: true);
        var key = Guid.CreateVersion7();
        await environment.PoisonAsync(key, number: 1);
        await environment.WriteFactsAsync(key);
        await environment.DeadLettersAsync(1);
        await environment.RemovePoisonAsync();
        var letter = await environment.QueryAsync(db => Task.FromResult(db.Set<DeadLetter>().Single()));

        var redrive = app.Services.GetRequiredService<Redrive>();
        if (discarded)
        {
            Assert.True(await redrive.DiscardAsync(letter.EventId, default));
            Assert.False(await redrive.DiscardAsync(letter.EventId, default));
        }
        else
            Assert.Equal(new RedriveResult(1, 0), await redrive.RunAsync(null, default));
        await environment.ProduceAsync(key, letter.Envelope);
        await environment.WriteFactsAsync(key);

        // The second fact is in the same partition, so the repeated event came before it.
        await Wait.UntilAsync(async () => (await environment.AppliedAsync(key)).Contains(2), () => "the second fact");
        Assert.Equal(discarded ? [2] : [1, 2], await environment.AppliedAsync(key));
        Assert.Equal(0, await environment.CountAsync("SELECT count(*) FROM dead_letters"));
    }

    [Fact]
    public async Task Records_without_an_envelope_are_dead_lettered_and_unknown_types_are_skipped()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await environment.StartAsync(publishes: true, consumes: true);
        var key = Guid.CreateVersion7();
        await environment.WriteFactsAsync(key);
        await environment.AllAppliedAsync();
        var unknown = new Envelope
        {
            Id = Guid.CreateVersion7().ToString(),
            Type = "social.events.v9.Unknown",
            AggregateId = key.ToString(),
        };
        await environment.ProduceAsync(key, [1, 2, 3], null, unknown.ToByteArray());
        await environment.WriteFactsAsync(key, count: 3);
        await environment.AllAppliedAsync();
        Assert.Equal(2, await environment.CountAsync("SELECT count(*) FROM dead_letters WHERE handler = 'envelope'"));
        Assert.Equal(2, await environment.CountAsync("SELECT count(*) FROM dead_letters"));
    }
}
