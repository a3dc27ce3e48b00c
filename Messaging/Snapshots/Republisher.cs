using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Social.Messaging.Outbox;
using Social.ServiceDefaults.Database;

namespace Social.Messaging.Snapshots;

/// <summary>
/// Republishes the current state, under new ids, for consumers that lost theirs. The service runs meanwhile: its relay sends what this
/// writes, and other writers' events wait behind a bounded number of these. Interrupted anywhere and run again it repeats events, which
/// changes nothing.
/// </summary>
sealed class Republisher(EventDatabase database, IOptions<EventOptions> options, TimeProvider clock)
{
    // Of one transaction, during which the rows' aggregates cannot change.
    const int PageSize = 200;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(2);

    const string UnsentText = "SELECT count(*)::int FROM (SELECT FROM outbox LIMIT $1) AS unsent";

    /// <summary>The argument <c>republish</c>.</summary>
    public Task CommandAsync(string[] args) => RunAsync(Console.WriteLine, CancellationToken.None);

    /// <summary>Every kind of rows in turn; <paramref name="progress"/> receives lines. Returns how many events were written.</summary>
    public async Task<long> RunAsync(Action<string> progress, CancellationToken stop)
    {
        var all = 0L;
        for (var kind = 0; ; kind++)
        {
            await using var work = database.Open();
            if (work.Services.GetServices<ISnapshotPublisher>().ElementAtOrDefault(kind) is not { } state)
                break;
            var (rows, events) = await RunAsync(kind, state.Name, progress, stop);
            progress($"{state.Name}: {rows} republished by {events} events.");
            all += events;
        }
        return all;
    }

    async Task<(long Rows, long Events)> RunAsync(int kind, string name, Action<string> progress, CancellationToken stop)
    {
        var (rows, events, last, at) = (0L, 0L, default(SnapshotRow), clock.GetTimestamp());
        while (true)
        {
            await WaitForRelayAsync(progress, stop);
            await using var work = database.Open();
            var state = work.Services.GetServices<ISnapshotPublisher>().ElementAt(kind);
            var next = await state.NextAsync(last, PageSize, stop);
            if (next.Count == 0)
                return (rows, events);
            events += await RepublishAsync(work.Db, state, new(next), stop);
            (rows, last) = (rows + next.Count, next[^1]);
            if (clock.GetElapsedTime(at) > ProgressInterval)
            {
                at = clock.GetTimestamp();
                progress($"{name}: {rows} so far, {events} events");
            }
        }
    }

    static async Task<int> RepublishAsync(DbContext db, ISnapshotPublisher state, SnapshotPage page, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.LockAsync(page.Aggregates, stop);
        await state.PublishAsync(page, stop);
        var written = AggregateLocks.PublishedIn(db, transaction.TransactionId);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return written;
    }

    /// <summary>Waits until less than a batch is unsent: the events of other writers must not wait behind all of this.</summary>
    async Task WaitForRelayAsync(Action<string> progress, CancellationToken stop)
    {
        var waiting = Stopwatch.StartNew();
        await using var work = database.Open();
        await work.Db.Database.OpenConnectionAsync(stop);
        while (await UnsentAsync(work.Db, stop) >= options.Value.Batch)
        {
            if (waiting.Elapsed > ProgressInterval)
            {
                waiting.Restart();
                progress("Waiting for events to be sent: the service has to run, and the broker to answer.");
            }
            await Task.Delay(Pause, clock, stop);
        }
    }

    async Task<int> UnsentAsync(DbContext db, CancellationToken stop)
    {
        await using var command = db.Command(UnsentText, options.Value.Batch);
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }
}
