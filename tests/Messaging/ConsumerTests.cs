using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Social.Messaging.Consumer;
using Social.Tests.Testing;

namespace Social.Tests.Messaging;

public sealed class ConsumerTests(Engines engines)
{
    // A killed member's partitions are free when its session expires.
    static readonly (string, string) ShortSession = ("Events:Session", "00:00:02");

    [Fact]
    public async Task Consumer_killed_between_apply_and_commit_leaves_nothing_half_done()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var key = Guid.CreateVersion7();
        await environment.WriteFactsAsync(key, count: 30);
        await using (var relay = await LedgerProcess.StartAsync(environment.Settings(publishes: true, consumes: false)))
            await environment.AllSentAsync();

        // It dies with the 12th applied but not committed, and the 11 before it committed but their offset not stored.
        await using (
            var consumer = await LedgerProcess.StartAsync(
                environment.Settings(false, consumes: true, ShortSession, ("Ledger:HangAt", "12"))
            )
        )
        {
            await consumer.PrintsAsync("hanging");
            await consumer.KillAsync();
        }
        Assert.Equal(Enumerable.Range(1, 11), await environment.AppliedAsync(key));

        await using var successor = await LedgerProcess.StartAsync(environment.Settings(false, consumes: true));
        await environment.AllAppliedAsync();
        Assert.Equal(30, await environment.CountAsync("SELECT count(*) FROM inbox"));
    }

    [Fact]
    public async Task Consumer_killed_in_a_batch_leaves_none_of_it_half_done()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var key = Guid.CreateVersion7();
        await environment.WriteFactsAsync(key, count: 30);
        await using (var relay = await LedgerProcess.StartAsync(environment.Settings(publishes: true, consumes: false)))
            await environment.AllSentAsync();

        var batches = ("Ledger:Batches", "yes");
        await using (
            var consumer = await LedgerProcess.StartAsync(
                environment.Settings(false, consumes: true, ShortSession, batches, ("Ledger:HangAt", "12"))
            )
        )
        {
            await consumer.PrintsAsync("hanging");
            await consumer.KillAsync();
        }
        var applied = await environment.AppliedAsync(key);
        Assert.InRange(applied.Count, 0, 11);
        Assert.Equal(Enumerable.Range(1, applied.Count), applied);
        Assert.Equal(applied.Count, await environment.CountAsync("SELECT count(*) FROM inbox"));

        await using var successor = await LedgerProcess.StartAsync(environment.Settings(false, consumes: true, batches));
        await environment.AllAppliedAsync();
        Assert.Equal(30, await environment.CountAsync("SELECT count(*) FROM inbox"));
    }

    [Fact]
    public async Task Events_that_follow_one_another_closely_are_applied_together()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await environment.StartAsync(
            environment.Settings(publishes: true, consumes: true, ("Ledger:Batches", "yes"), ("Events:ApplyInterval", "00:00:05"))
        );
        var key = Guid.CreateVersion7();
        for (var i = 0; i < 10; i++)
            await environment.WriteFactsAsync(key, count: 1);
        await environment.AllAppliedAsync();
        Assert.Equal(10, await environment.CountAsync("SELECT count(*) FROM inbox"));
        Assert.InRange(await environment.CountAsync("SELECT count(DISTINCT xmin::text) FROM inbox"), 1, 5);
    }

    [Fact]
    public async Task Partition_that_was_paused_is_fetched_again_after_a_rebalance()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var few = ("Events:Waiting", "2");
        var first = ConsumerOf(await environment.StartAsync(environment.Settings(publishes: true, consumes: true, few)));
        await Wait.UntilAsync(() => first.Assigned == 6, () => "the only member to own all partitions");

        // Every handler looks into this table and so waits, which fills the queues of all partitions.
        await using (var blocker = await environment.ConnectAsync())
        {
            await using var transaction = await blocker.BeginTransactionAsync();
            await TestEnvironment.RunAsync(blocker, "LOCK TABLE poison IN ACCESS EXCLUSIVE MODE");
            await Wait.UntilAsync(
                async () =>
                {
                    await environment.WriteFactsAsync(Guid.CreateVersion7(), count: 5);
                    return first.Paused == 6;
                },
                () => "all partitions to be paused"
            );
            var second = ConsumerOf(await environment.StartAsync(environment.Settings(publishes: false, consumes: true, few)));
            await Wait.UntilAsync(
                () => first.Assigned == 3 && second.Assigned == 3,
                () => $"two members to own three partitions each, not {first.Assigned} and {second.Assigned}"
            );
        }
        await environment.AllAppliedAsync();
    }

    static EventConsumer ConsumerOf(WebApplication ledger) =>
        ledger.Services.GetServices<IHostedService>().OfType<EventConsumer>().Single();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Members_that_come_and_go_under_load_apply_everything_once_and_in_order(bool batches)
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await environment.StartAsync(publishes: true, consumes: true, batches);
        var keys = Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7()).ToArray();
        using var enough = new CancellationTokenSource();
        var writing = Task.WhenAll(
            keys.Chunk(5)
                .Select(async some =>
                {
                    for (var i = 0; !enough.IsCancellationRequested; i++)
                        await environment.WriteFactsAsync(some[i % some.Length]);
                })
        );
        for (var i = 0; i < 2; i++)
        {
            var guest = await environment.StartAsync(publishes: false, consumes: true, batches);
            var now = await environment.CountAsync("SELECT count(*) FROM applied");
            await Wait.UntilAsync(
                async () => await environment.CountAsync("SELECT count(*) FROM applied") > now + 300,
                () => "facts to arrive"
            );
            await guest.StopAsync();
        }
        await enough.CancelAsync();
        await writing;
        await environment.AllAppliedAsync();
    }
}
