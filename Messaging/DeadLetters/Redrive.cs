using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Social.Contracts;
using Social.Messaging.Consumer;

namespace Social.Messaging.DeadLetters;

/// <summary>What a redrive did.</summary>
/// <param name="Applied">Events that are parked no more.</param>
/// <param name="Left">Events still parked, of all keys.</param>
public sealed record RedriveResult(int Applied, int Left);

/// <summary>Applies dead letters after their cause was fixed. Safe beside running consumers and other redrives.</summary>
public sealed partial class Redrive
{
    readonly EventDatabase database;
    readonly Subscriptions subscriptions;
    readonly ILogger<Redrive> log;

    internal Redrive(EventDatabase database, Subscriptions subscriptions, ILogger<Redrive> log) =>
        (this.database, this.subscriptions, this.log) = (database, subscriptions, log);

    /// <summary>
    /// Each line (one handler, one key) in its order, up to the first event that fails again. <paramref name="key"/> is an aggregate's
    /// id, null for all.
    /// </summary>
    public async Task<RedriveResult> RunAsync(string? key, CancellationToken stop)
    {
        var applied = 0;
        foreach (var (handler, one) in await LinesAsync(key, stop))
        {
            try
            {
                while (await FirstAsync(handler, one, stop))
                {
                    applied++;
                }
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                RedriveFailed(log, handler, one, e);
            }
        }
        return new(applied, await CountAsync(stop));
    }

    /// <summary>Drops a parked event for good; the next redrive goes on with those behind it. False when there is none.</summary>
    public async Task<bool> DiscardAsync(Guid eventId, CancellationToken stop)
    {
        await using var work = database.Open();
        return await work.Db.Set<DeadLetter>().Where(p => p.EventId == eventId).ExecuteDeleteAsync(stop) > 0;
    }

    /// <summary>The binary's argument <c>redrive [key]</c>: says what it did and what is left; the exit code is 1 when anything is.</summary>
    internal async Task CommandAsync(string[] args)
    {
        var result = await RunAsync(args.FirstOrDefault(), CancellationToken.None);
        await Console.Out.WriteLineAsync($"Applied {result.Applied} parked events; {result.Left} left.");
        Environment.ExitCode = result.Left > 0 ? 1 : 0;
    }

    /// <summary>The binary's argument <c>discard [event id]</c>, for an event that nobody will ever be able to apply.</summary>
    internal async Task DiscardCommandAsync(string[] args)
    {
        var found = Guid.TryParse(args.FirstOrDefault(), out var id) && await DiscardAsync(id, CancellationToken.None);
        await Console.Out.WriteLineAsync(
            found ? $"Discarded {id}; redrive goes on with what waited behind it." : "No event of that id is parked: discard <event id>."
        );
        Environment.ExitCode = found ? 0 : 1;
    }

    async Task<List<(string Handler, string Key)>> LinesAsync(string? key, CancellationToken stop)
    {
        await using var work = database.Open();
        var lines = await work
            .Db.Set<DeadLetter>()
            .Where(p => key == null || p.Key == key)
            .GroupBy(p => new { p.Handler, p.Key })
            .OrderBy(g => g.Min(p => p.Sequence))
            .Select(g => g.Key)
            .ToListAsync(stop);
        return [.. lines.Select(l => (l.Handler, l.Key))];
    }

    async Task<int> CountAsync(CancellationToken stop)
    {
        await using var work = database.Open();
        return await work.Db.Set<DeadLetter>().CountAsync(stop);
    }

    /// <summary>Applies the first of a line and takes it out, in one transaction. False when the line is empty.</summary>
    async Task<bool> FirstAsync(string handler, string key, CancellationToken stop)
    {
        await using var work = database.Open();
        await using var transaction = await work.Db.Database.BeginTransactionAsync(stop);
        await work.Db.LockPartitionKeyAsync(handler, key, stop);
        var first = await work
            .Db.Set<DeadLetter>()
            .AsNoTracking()
            .Where(p => p.Handler == handler && p.Key == key)
            .OrderBy(p => p.Sequence)
            .FirstOrDefaultAsync(stop);
        if (first is null)
        {
            return false;
        }
        var (envelope, id, parseError) = Delivery.Read(first.Envelope);
        var to = subscriptions.For(first.Topic, envelope.Type).FirstOrDefault(s => s.Name == handler);
        if (parseError is not null || to is null)
        {
            throw new InvalidOperationException(parseError ?? $"No handler here is called {handler}.");
        }
        await ApplyAsync(work, to, envelope, id, stop);
        await work.Db.Set<DeadLetter>().Where(p => p.Sequence == first.Sequence).ExecuteDeleteAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }

    static async Task ApplyAsync(EventDatabase.Work work, Subscription to, Envelope envelope, Guid id, CancellationToken stop)
    {
        var entered = await work.Db.RunAsync(
            "INSERT INTO inbox (handler, event_id, handled_at) VALUES ($1, $2, now()) ON CONFLICT DO NOTHING",
            stop,
            to.Name,
            id
        );
        if (entered == 1)
        {
            var context = new EventContext(id, envelope.AggregateId, envelope.OccurredAt.ToDateTimeOffset(), envelope.Republished);
            await work.FinishAsync(to, envelope.Payload, context, stop);
            EventTelemetry.Handled.Add(1, EventTelemetry.Handler(to.Name));
        }
    }

    [LoggerMessage(LogLevel.Warning, "Redrive of {Handler} failed at the first dead letter of {Key}")]
    static partial void RedriveFailed(ILogger log, string handler, string key, Exception e);
}
