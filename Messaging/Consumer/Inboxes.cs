using Microsoft.EntityFrameworkCore;
using Npgsql;
using Social.Messaging.DeadLetters;
using Social.ServiceDefaults.Database;

namespace Social.Messaging.Consumer;

/// <summary>State of a delivery in the inbox of one handler.</summary>
enum Entry
{
    /// <summary>It is new and now recorded: apply it in this transaction.</summary>
    Entered,

    /// <summary>It was applied before.</summary>
    Known,

    /// <summary>Its key has a dead letter, behind which it has to wait.</summary>
    Behind,
}

static class Inboxes
{
    // The transaction does not wait for the disk when it commits; the worker does once for many, before it stores their offset.
    const string EnterText = """
        INSERT INTO inbox (handler, event_id, handled_at)
        SELECT $1, $2, now() WHERE NOT EXISTS (SELECT FROM dead_letters WHERE topic = $3 AND key = $4)
        ON CONFLICT DO NOTHING
        RETURNING set_config('synchronous_commit', 'off', true)
        """;

    const string EnterAllText = """
        INSERT INTO inbox (handler, event_id, handled_at)
        SELECT $1, e.id, now() FROM unnest($2, $4) AS e (id, key)
        WHERE NOT EXISTS (SELECT FROM dead_letters d WHERE d.topic = $3 AND d.key = e.key)
        ON CONFLICT DO NOTHING
        RETURNING set_config('synchronous_commit', 'off', true)
        """;

    /// <summary>
    /// Records deliveries of one partition; false when one of them is known or must wait, and the transaction has to be rolled back.
    /// </summary>
    public static async Task<bool> EnterAllAsync(this DbContext db, string handler, IReadOnlyList<Delivery> run, CancellationToken stop)
    {
        Guid[] ids = [.. run.Select(d => d.EventId)];
        string[] keys = [.. run.Select(d => d.Envelope.AggregateId)];
        return await EnterAsync(db, run[0], EnterAllText, [handler, ids, run[0].Topic, keys], stop) == run.Count;
    }

    /// <summary>
    /// Records the delivery unless it is known or must wait. A second process at the same event waits here until the first one's
    /// transaction ends, so no event is ever applied twice even while two believe that they own its partition.
    /// </summary>
    public static async Task<Entry> EnterAsync(this DbContext db, string handler, Delivery delivery, CancellationToken stop)
    {
        object[] values = [handler, delivery.EventId, delivery.Topic, delivery.Envelope.AggregateId];
        if (await EnterAsync(db, delivery, EnterText, values, stop) > 0)
            return Entry.Entered;
        await using var look = db.Command(
            "SELECT EXISTS (SELECT FROM inbox WHERE handler = $1 AND event_id = $2)",
            handler,
            delivery.EventId
        );
        return await look.ExecuteScalarAsync(stop) is true ? Entry.Known : Entry.Behind;
    }

    /// <summary>How many rows were written. One round trip: the second statement sees what was committed while the first waited.</summary>
    static async Task<int> EnterAsync(DbContext db, Delivery of, string text, object[] values, CancellationToken stop)
    {
        await using var batch = db.Batch((PartitionLock.SharedText, [of.Topic, of.Partition]), (text, values));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        await reader.NextResultAsync(stop);
        var entered = 0;
        while (await reader.ReadAsync(stop))
            entered++;
        return entered;
    }

    /// <summary>
    /// Waits until everything committed so far is on disk. An offset stored before that could outlive the rows it stands for.
    /// </summary>
    public static async Task FlushAsync(this NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_logical_emit_message(true, 'social', '')";
        await command.ExecuteNonQueryAsync(stop);
    }
}
