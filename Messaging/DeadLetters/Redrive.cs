using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Social.Messaging.Consumer;
using Social.ServiceDefaults.Database;

namespace Social.Messaging.DeadLetters;

/// <summary>Applies dead letters after their cause was fixed, or drops them. Safe beside running consumers and other redrives.</summary>
public sealed partial class Redrive
{
    const string EnterText = "INSERT INTO inbox (handler, event_id, handled_at) VALUES ($1, $2, now()) ON CONFLICT DO NOTHING";

    // Its inbox rows keep a repeated delivery from being applied after all.
    const string DiscardText = """
        WITH discarded AS (DELETE FROM dead_letters WHERE event_id = $1 RETURNING handler, event_id)
        INSERT INTO inbox (handler, event_id, handled_at) SELECT handler, event_id, now() FROM discarded ON CONFLICT DO NOTHING
        """;

    readonly EventDatabase database;
    readonly Subscriptions subscriptions;
    readonly ILogger<Redrive> log;

    internal Redrive(EventDatabase database, Subscriptions subscriptions, ILogger<Redrive> log) =>
        (this.database, this.subscriptions, this.log) = (database, subscriptions, log);

    /// <summary>
    /// Applies the dead letters of each key in their order, up to the first that fails again. <paramref name="key"/> is an aggregate's
    /// id, null for all.
    /// </summary>
    public async Task<RedriveResult> RunAsync(string? key, CancellationToken stop)
    {
        var applied = 0;
        foreach (var queue in await QueuesAsync(key, stop))
        {
            try
            {
                while (await ApplyFirstAsync(queue, stop))
                    applied++;
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                RedriveFailed(log, queue.Topic, queue.Key, e);
            }
        }
        return new(applied, await CountAsync(stop));
    }

    /// <summary>Drops an event for good; the next redrive goes on with those behind it. False when it is no dead letter.</summary>
    public async Task<bool> DiscardAsync(Guid eventId, CancellationToken stop)
    {
        await using var work = database.Open();
        await using var transaction = await work.Db.Database.BeginTransactionAsync(stop);
        var letters = work.Db.Set<DeadLetter>().AsNoTracking().Where(d => d.EventId == eventId);
        if (await letters.FirstOrDefaultAsync(stop) is not { } letter)
            return false;
        await work.Db.LockPartitionAsync(letter.Topic, letter.Partition, stop);
        var found = await letters.AnyAsync(stop);
        await work.Db.RunAsync(DiscardText, stop, eventId);
        await transaction.CommitAsync(stop);
        return found;
    }

    /// <summary>The argument <c>redrive [key]</c>: prints what it did and what is left; the exit code is 1 when anything is.</summary>
    internal async Task CommandAsync(string[] args)
    {
        var result = await RunAsync(args.FirstOrDefault(), CancellationToken.None);
        await Console.Out.WriteLineAsync($"Applied {result.Applied} dead-lettered events; {result.Left} left.");
        Environment.ExitCode = result.Left > 0 ? 1 : 0;
    }

    /// <summary>The argument <c>discard [event id]</c>, for an event that can never be applied.</summary>
    internal async Task DiscardCommandAsync(string[] args)
    {
        var found = Guid.TryParse(args.FirstOrDefault(), out var id) && await DiscardAsync(id, CancellationToken.None);
        await Console.Out.WriteLineAsync(
            found ? $"Discarded {id}; redrive goes on with what waited behind it." : "No dead letter has that event id: discard <event id>."
        );
        Environment.ExitCode = found ? 0 : 1;
    }

    async Task<List<Queue>> QueuesAsync(string? key, CancellationToken stop)
    {
        await using var work = database.Open();
        return await work
            .Db.Set<DeadLetter>()
            .Where(d => key == null || d.Key == key)
            .GroupBy(d => new { d.Topic, d.Key })
            .OrderBy(g => g.Min(d => d.Sequence))
            .Select(g => new Queue(g.Key.Topic, g.Key.Key, g.Max(d => d.Partition)))
            .ToListAsync(stop);
    }

    async Task<int> CountAsync(CancellationToken stop)
    {
        await using var work = database.Open();
        return await work.Db.Set<DeadLetter>().CountAsync(stop);
    }

    /// <summary>Applies the first of a queue and removes it, in one transaction. False when the queue is empty.</summary>
    async Task<bool> ApplyFirstAsync(Queue queue, CancellationToken stop)
    {
        await using var work = database.Open();
        await using var transaction = await work.Db.Database.BeginTransactionAsync(stop);
        await work.Db.LockPartitionAsync(queue.Topic, queue.Partition, stop);
        var first = await work
            .Db.Set<DeadLetter>()
            .AsNoTracking()
            .Where(d => d.Topic == queue.Topic && d.Key == queue.Key)
            .OrderBy(d => d.Sequence)
            .FirstOrDefaultAsync(stop);
        if (first is null)
            return false;
        await ApplyAsync(work, first, stop);
        await work.Db.Set<DeadLetter>().Where(d => d.Sequence == first.Sequence).ExecuteDeleteAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }

    async Task ApplyAsync(EventDatabase.Work work, DeadLetter letter, CancellationToken stop)
    {
        var (envelope, id, parseError) = Delivery.Read(letter.Envelope);
        var to = subscriptions.For(letter.Topic, envelope.Type).FirstOrDefault(s => s.Name == letter.Handler);
        if (parseError is not null || to is null)
            throw new InvalidOperationException(parseError ?? $"No handler here is called {letter.Handler}.");
        if (await work.Db.RunAsync(EnterText, stop, to.Name, id) == 1)
        {
            var context = new EventContext(id, envelope.AggregateId, envelope.OccurredAt.ToDateTimeOffset(), envelope.Republished);
            await work.FinishAsync(to, envelope.Payload, context, stop);
            EventTelemetry.Handled.Add(1, EventTelemetry.Handler(to.Name));
        }
    }

    /// <summary>The dead letters of one key.</summary>
    sealed record Queue(string Topic, string Key, int Partition);

    [LoggerMessage(LogLevel.Warning, "Redrive failed at the first dead letter of {Topic}, key {Key}")]
    static partial void RedriveFailed(ILogger log, string topic, string key, Exception e);
}
