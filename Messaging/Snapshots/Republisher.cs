using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Social.Messaging.Snapshots;

/// <summary>
/// Republishes the current state, under new ids, for consumers that lost theirs. The service goes on meanwhile: its relay
/// sends what this writes, and people's own events wait behind a bounded number of these. Interrupted anywhere and restarted it repeats
/// events, which changes nothing.
/// </summary>
sealed class Republisher(EventDatabase database, IOptions<EventOptions> options, TimeProvider clock)
{
    // Their events are written in one transaction, during which they cannot change.
    const int AtOnce = 20;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan Often = TimeSpan.FromSeconds(2);

    const string Unsent = "SELECT count(*)::int FROM (SELECT FROM outbox WHERE sent_at IS NULL LIMIT $1) AS unsent";

    /// <summary>The binary's argument <c>republish</c>.</summary>
    public Task CommandAsync(string[] args) => RunAsync(Console.WriteLine, CancellationToken.None);

    /// <summary>Every kind of aggregate in turn; <paramref name="said"/> receives the progress. Returns how many events were written.</summary>
    public async Task<long> RunAsync(Action<string> said, CancellationToken stop)
    {
        var all = 0L;
        for (var kind = 0; ; kind++)
        {
            await using var work = database.Open();
            if (work.Services.GetServices<ISnapshotPublisher>().ElementAtOrDefault(kind) is not { } state)
            {
                break;
            }
            var (aggregates, events) = await RunAsync(kind, state.Name, said, stop);
            said($"{state.Name}: {aggregates} republished by {events} events.");
            all += events;
        }
        return all;
    }

    async Task<(long Aggregates, long Events)> RunAsync(int kind, string name, Action<string> said, CancellationToken stop)
    {
        var (aggregates, events, last, at) = (0L, 0L, Guid.Empty, clock.GetTimestamp());
        while (true)
        {
            await MakeRoomAsync(said, stop);
            await using var work = database.Open();
            var state = work.Services.GetServices<ISnapshotPublisher>().ElementAt(kind);
            var next = await state.NextAsync(last, AtOnce, stop);
            if (next.Count == 0)
            {
                return (aggregates, events);
            }
            events += await RepublishAsync(work.Db, state, next, stop);
            (aggregates, last) = (aggregates + next.Count, next[^1]);
            if (clock.GetElapsedTime(at) > Often)
            {
                at = clock.GetTimestamp();
                said($"{name}: {aggregates} so far, {events} events");
            }
        }
    }

    static async Task<int> RepublishAsync(DbContext db, ISnapshotPublisher state, List<Guid> aggregates, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.LockAsync(aggregates, stop);
        await state.PublishAsync(aggregates, stop);
        var written = Outbox.AggregateLocks.PublishedIn(db, transaction.TransactionId);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return written;
    }

    /// <summary>Until the relay has sent nearly everything: whoever writes meanwhile is not to wait behind all of this.</summary>
    async Task MakeRoomAsync(Action<string> said, CancellationToken stop)
    {
        var waiting = Stopwatch.StartNew();
        await using var work = database.Open();
        await work.Db.Database.OpenConnectionAsync(stop);
        while (await UnsentAsync(work.Db, stop) >= options.Value.Batch)
        {
            if (waiting.Elapsed > Often)
            {
                waiting.Restart();
                said("Waiting for events to be sent: the service has to run, and the broker to answer.");
            }
            await Task.Delay(Pause, clock, stop);
        }
    }

    async Task<int> UnsentAsync(DbContext db, CancellationToken stop)
    {
        await using var command = db.Command(Unsent, options.Value.Batch);
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }
}
