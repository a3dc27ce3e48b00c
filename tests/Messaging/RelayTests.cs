using Social.Tests.Testing;

namespace Social.Tests.Messaging;

public sealed class RelayTests(Engines engines)
{
    const string Holders = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 1936679276 AND granted";
    const string InHere = " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    [Fact]
    public async Task Relay_killed_between_produce_and_deletion_sends_again_and_nothing_is_applied_twice()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await environment.StartAsync(publishes: false, consumes: true);
        var key = Guid.CreateVersion7();
        await environment.WriteFactsAsync(key, count: 20);

        // Reading the outbox goes on; deleting from it waits.
        await using (var blocker = await environment.ConnectAsync())
        {
            await using var transaction = await blocker.BeginTransactionAsync();
            await TestEnvironment.RunAsync(blocker, "LOCK TABLE outbox IN SHARE MODE");
            await using var relay = await LedgerProcess.StartAsync(environment.Settings(publishes: true, consumes: false));
            await Wait.UntilAsync(async () => (await environment.AppliedAsync(key)).Count == 20, () => "the events to arrive");
            await relay.KillAsync();
            await Wait.UntilAsync(async () => await environment.CountAsync(Holders + InHere) == 0, () => "the server to notice");
        }
        Assert.Equal(20, await environment.CountAsync("SELECT count(*) FROM outbox"));

        await using var successor = await LedgerProcess.StartAsync(environment.Settings(publishes: true, consumes: false));
        await environment.WriteFactsAsync(key, count: 5);
        await environment.AllAppliedAsync();
        await environment.AllSentAsync();
    }

    [Fact]
    public async Task Second_relay_sends_when_the_first_is_killed_and_not_before()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await environment.StartAsync(publishes: false, consumes: true);
        await using var first = await LedgerProcess.StartAsync(environment.Settings(publishes: true, consumes: false));
        await Wait.UntilAsync(async () => await environment.CountAsync(Holders + InHere) == 1, () => "the first relay's lock");
        await using var second = await LedgerProcess.StartAsync(environment.Settings(publishes: true, consumes: false));

        var writing = WriteAsync(environment, 400);
        await Wait.UntilAsync(
            async () => await environment.CountAsync("SELECT count(*) FROM applied") > 100,
            () => "the first facts to arrive"
        );
        Assert.Equal(1, await environment.CountAsync(Holders + InHere));
        await first.KillAsync();
        await writing;
        await environment.AllAppliedAsync();
        await environment.AllSentAsync();
    }

    [Fact]
    public async Task Relay_that_loses_its_connection_acquires_the_lease_again()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await environment.StartAsync(publishes: true, consumes: true);
        await environment.StartAsync(publishes: true, consumes: false);
        var writing = WriteAsync(environment, 400);
        for (var i = 1; i <= 3; i++)
        {
            await Wait.UntilAsync(
                async () => await environment.CountAsync("SELECT count(*) FROM applied") > i * 80,
                () => "facts to arrive"
            );
            await using var other = await environment.ConnectAsync();
            await TestEnvironment.RunAsync(
                other,
                Holders.Replace("count(*)", "pg_terminate_backend(pid)", StringComparison.Ordinal) + InHere
            );
        }
        await writing;
        await environment.AllAppliedAsync();
        await environment.AllSentAsync();
    }

    static Task WriteAsync(TestEnvironment environment, int facts)
    {
        var keys = Enumerable.Range(0, 8).Select(_ => Guid.CreateVersion7()).ToArray();
        return Parallel.ForEachAsync(
            Enumerable.Range(0, facts),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (i, stop) =>
            {
                await environment.WriteFactsAsync(keys[i % keys.Length]);
                await Task.Delay(10, stop);
            }
        );
    }
}
