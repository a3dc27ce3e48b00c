using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Social.Messaging.Outbox;
using Social.Messaging.Snapshots;
using Social.Tests.Testing;

namespace Social.Tests.Messaging;

/// <summary>The command that publishes the current state again, for consumers that lost what they had made of it.</summary>
public sealed class RepublishTests(Engines engines)
{
    const string Unsent = "SELECT count(*) FROM outbox";
    const int PageSize = 200;

    [Fact]
    public async Task Consumer_that_lost_its_state_receives_all_of_it_in_order_beside_other_writers()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await environment.StartAsync(publishes: true, consumes: true);
        var keys = Enumerable.Range(0, 50).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var key in keys)
            await environment.WriteFactsAsync(key, count: 10);
        await environment.AllAppliedAsync();
        Assert.Equal(0, await environment.QueryAsync(db => db.Applied.CountAsync(a => a.Republished)));
        await environment.QueryAsync(db => db.Applied.ExecuteDeleteAsync());

        using var done = new CancellationTokenSource();
        var writing = WriteAsync(environment, keys, done.Token);
        var lines = await RepublishAsync(environment);
        await done.CancelAsync();
        var written = await writing;

        Assert.InRange(written, 1, int.MaxValue);
        Assert.Contains("facts: ", lines, StringComparison.Ordinal);
        foreach (var key in keys)
        {
            var facts = await environment.QueryAsync(db => db.Facts.CountAsync(f => f.Key == key));
            // Some of those written meanwhile are published twice: on their own, and within the snapshot, of which a page may end between
            // two facts of a key. What each of them said last is in order.
            await Wait.UntilAsync(
                async () => LastOfEach(await environment.AppliedAsync(key)).SequenceEqual(Enumerable.Range(1, facts)),
                () => $"{facts} facts in their order"
            );
        }
        Assert.InRange(await environment.QueryAsync(db => db.Applied.CountAsync(a => a.Republished)), keys.Length * 10, int.MaxValue);
        Assert.Equal(0, await environment.CountAsync("SELECT count(*) FROM dead_letters"));
    }

    [Fact]
    public async Task Republishing_waits_for_the_relay_and_says_so()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var keys = Enumerable.Range(0, 100).Select(_ => Guid.CreateVersion7()).ToArray();
        await using (var ledger = await LedgerProcess.StartAsync(environment.Settings(publishes: true, consumes: false)))
        {
            foreach (var key in keys)
                await environment.WriteFactsAsync(key, count: 10);
            await environment.AllSentAsync();
        }

        // No relay runs now. The outbox takes a batch of 500 and the page that is written when there are fewer.
        var lines = new ConcurrentQueue<string>();
        var republishing = RepublishAsync(environment, lines.Enqueue, CancellationToken.None);
        await Wait.UntilAsync(
            () => lines.Any(line => line.Contains("the service has to run", StringComparison.Ordinal)),
            () => "it to say that it waits"
        );
        Assert.InRange(await environment.CountAsync(Unsent), 500, 500 + PageSize);

        // Now one does.
        await using var later = await LedgerProcess.StartAsync(
            environment.Settings(publishes: true, consumes: true, ("Ledger:Batches", "yes"))
        );
        await republishing;
        await Wait.UntilAsync(
            async () => await environment.QueryAsync(db => db.Applied.CountAsync(a => a.Republished)) == 1_000,
            () => "all"
        );
    }

    [Fact]
    public async Task Republishing_keeps_its_transactions_small_for_a_key_with_many_facts()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var key = Guid.CreateVersion7();
        await environment.WriteFactsAsync(key, count: 5 * PageSize);
        await environment.QueryAsync(db => db.Set<OutboxEvent>().ExecuteDeleteAsync());

        using var off = new CancellationTokenSource();
        var interrupted = RepublishAsync(environment, _ => { }, off.Token);
        await Wait.UntilAsync(async () => await environment.CountAsync(Unsent) >= 500, () => "it to wait for the relay");
        var sizes = "SELECT max(events) FROM (SELECT count(*) AS events FROM outbox GROUP BY xmin) AS transactions";
        Assert.Equal(PageSize, await environment.CountAsync(sizes));
        await off.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => interrupted);

        // Started again, it publishes everything.
        await environment.StartAsync(publishes: true, consumes: true);
        await RepublishAsync(environment);
        await Wait.UntilAsync(
            async () => FromTheBeginning(await environment.AppliedAsync(key)).SequenceEqual(Enumerable.Range(1, 5 * PageSize)),
            () => "all facts in their order"
        );
    }

    /// <summary>From where the key was published from its beginning the last time.</summary>
    static IEnumerable<int> FromTheBeginning(List<int> applied) => applied.Skip(applied.LastIndexOf(1));

    static IEnumerable<int> LastOfEach(List<int> applied) => applied.AsEnumerable().Reverse().Distinct().Reverse();

    static async Task<int> WriteAsync(TestEnvironment environment, Guid[] keys, CancellationToken done)
    {
        var written = 0;
        for (; !done.IsCancellationRequested; written++)
            await environment.WriteFactsAsync(keys[written % keys.Length]);
        return written;
    }

    static async Task<string> RepublishAsync(TestEnvironment environment)
    {
        var lines = new ConcurrentQueue<string>();
        await RepublishAsync(environment, lines.Enqueue, CancellationToken.None);
        return string.Join('\n', lines);
    }

    static Task<long> RepublishAsync(TestEnvironment environment, Action<string> progress, CancellationToken stop) =>
        environment.Writer.GetRequiredService<Republisher>().RunAsync(progress, stop);
}
