using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Social.Messaging.Snapshots;

namespace Social.Tests.Messaging;

/// <summary>The command that tells the current state again, for those who lost what they had made of it.</summary>
public sealed class RepublishTests(Engines engines)
{
    const string Unsent = "SELECT count(*) FROM outbox WHERE sent_at IS NULL";

    [Fact]
    public async Task Who_lost_everything_has_it_again_in_order_whoever_writes_meanwhile()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await environment.StartAsync(publishes: true, hears: true);
        var keys = Enumerable.Range(0, 50).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var key in keys)
            await environment.StateAsync(key, count: 10);
        await environment.AllAppliedAsync();
        Assert.Equal(0, await environment.AskAsync(db => db.Applied.CountAsync(a => a.Republished)));
        await environment.AskAsync(db => db.Applied.ExecuteDeleteAsync());

        using var done = new CancellationTokenSource();
        var writing = WriteAsync(environment, keys, done.Token);
        var said = await RepublishAsync(environment);
        await done.CancelAsync();
        var written = await writing;

        Assert.InRange(written, 1, int.MaxValue);
        Assert.Contains($"keys: {keys.Length} republished by ", said, StringComparison.Ordinal);
        foreach (var key in keys)
        {
            var facts = await environment.AskAsync(db => db.Facts.CountAsync(f => f.Key == key));
            // Some of those stated meanwhile were told twice: before the whole, and within it.
            await Wait.UntilAsync(
                async () => FromTheBeginning(await environment.AppliedAsync(key)).SequenceEqual(Enumerable.Range(1, facts)),
                () => $"{facts} facts in their order"
            );
        }
        Assert.InRange(await environment.AskAsync(db => db.Applied.CountAsync(a => a.Republished)), keys.Length * 10, int.MaxValue);
        Assert.Equal(0, await environment.CountAsync("SELECT count(*) FROM dead_letters"));
    }

    [Fact]
    public async Task It_writes_no_more_ahead_than_is_sent_and_says_what_it_waits_for()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var keys = Enumerable.Range(0, 100).Select(_ => Guid.CreateVersion7()).ToArray();
        await using (var ledger = await Child.StartAsync(environment.Settings(publishes: true, hears: false)))
        {
            foreach (var key in keys)
                await environment.StateAsync(key, count: 10);
            await Wait.UntilAsync(async () => await environment.CountAsync(Unsent) == 0, () => "all facts to be sent");
        }

        // Nobody sends now. The outbox takes a batch of 500 and what is written at once, 20 keys of ten facts.
        var said = new ConcurrentQueue<string>();
        var telling = RepublishAsync(environment, said.Enqueue, CancellationToken.None);
        await Wait.UntilAsync(
            () => Task.FromResult(said.Any(line => line.Contains("the service has to run", StringComparison.Ordinal))),
            () => "it to say that it waits"
        );
        Assert.InRange(await environment.CountAsync(Unsent), 500, 700);

        // Somebody does.
        await using var later = await Child.StartAsync(environment.Settings(publishes: true, hears: true));
        await telling;
        await Wait.UntilAsync(
            async () => await environment.AskAsync(db => db.Applied.CountAsync(a => a.Republished)) == 1_000,
            () => "all"
        );
    }

    [Fact]
    public async Task Broken_off_it_leaves_whole_keys_and_begun_anew_it_tells_all()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var keys = Enumerable.Range(0, 100).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var key in keys)
            await environment.StateAsync(key, count: 10);
        var stated = await environment.CountAsync("SELECT count(*) FROM outbox");
        await environment.AskAsync(db => db.Database.ExecuteSqlAsync($"UPDATE outbox SET sent_at = now()"));

        using var off = new CancellationTokenSource();
        var broken = RepublishAsync(environment, _ => { }, off.Token);
        await Wait.UntilAsync(async () => await environment.CountAsync("SELECT count(*) FROM outbox") > stated, () => "the first keys");
        await off.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => broken);
        Assert.Equal(
            0,
            await environment.CountAsync(
                "SELECT count(*) FROM (SELECT FROM outbox WHERE republished GROUP BY key HAVING count(*) <> 10) AS incomplete"
            )
        );

        await environment.StartAsync(publishes: true, hears: true);
        await RepublishAsync(environment);
        foreach (var key in keys)
            await Wait.UntilAsync(
                async () => FromTheBeginning(await environment.AppliedAsync(key)).SequenceEqual(Enumerable.Range(1, 10)),
                () => "all keys"
            );
    }

    /// <summary>From where it was told from its beginning the last time.</summary>
    static IEnumerable<int> FromTheBeginning(List<int> applied) => applied.Skip(applied.LastIndexOf(1));

    static async Task<int> WriteAsync(TestEnvironment environment, Guid[] keys, CancellationToken done)
    {
        var written = 0;
        for (; !done.IsCancellationRequested; written++)
            await environment.StateAsync(keys[written % keys.Length]);
        return written;
    }

    static async Task<string> RepublishAsync(TestEnvironment environment)
    {
        var said = new ConcurrentQueue<string>();
        await RepublishAsync(environment, said.Enqueue, CancellationToken.None);
        return string.Join('\n', said);
    }

    static Task<long> RepublishAsync(TestEnvironment environment, Action<string> said, CancellationToken stop) =>
        environment.Writer.GetRequiredService<Republisher>().RunAsync(said, stop);
}
