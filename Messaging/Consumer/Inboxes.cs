using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Social.Messaging.Consumer;

/// <summary>How a delivery stands with the inbox.</summary>
enum Entry
{
    /// <summary>It is written down; apply it in this transaction.</summary>
    Entered,

    /// <summary>It was applied before.</summary>
    Known,

    /// <summary>An earlier event of its key is parked, so it has to wait behind that one.</summary>
    Behind,
}

static class Inboxes
{
    // The transaction does not wait for the disk when it commits; the worker does once for many, before it stores their offset.
    const string EnterText = """
        INSERT INTO inbox (handler, event_id, handled_at)
        SELECT $1, $2, now() WHERE NOT EXISTS (SELECT FROM parked WHERE handler = $1 AND key = $3)
        ON CONFLICT DO NOTHING
        RETURNING set_config('synchronous_commit', 'off', true)
        """;

    const string EnterAllText = """
        INSERT INTO inbox (handler, event_id, handled_at)
        SELECT $1, e.id, now() FROM unnest($2, $3) AS e (id, key)
        WHERE NOT EXISTS (SELECT FROM parked WHERE handler = $1 AND parked.key = e.key)
        ON CONFLICT DO NOTHING
        RETURNING set_config('synchronous_commit', 'off', true)
        """;

    /// <summary>Writes several down; false when one of them is known or must wait, and the transaction is of no use.</summary>
    public static async Task<bool> EnterAllAsync(this DbContext db, string handler, Guid[] eventIds, string[] keys, CancellationToken stop)
    {
        await using var enter = db.Command(EnterAllText, handler, eventIds, keys);
        await using var reader = await enter.ExecuteReaderAsync(stop);
        var entered = 0;
        while (await reader.ReadAsync(stop))
        {
            entered++;
        }
        return entered == eventIds.Length;
    }

    /// <summary>
    /// Writes the event down unless it is known or must wait. A second process at the same event waits here until the first one's
    /// transaction ends, so no event is ever applied twice even while two believe that they own its partition.
    /// </summary>
    public static async Task<Entry> EnterAsync(this DbContext db, string handler, Guid eventId, string key, CancellationToken stop)
    {
        await using var enter = db.Command(EnterText, handler, eventId, key);
        if (await enter.ExecuteScalarAsync(stop) is not null)
        {
            return Entry.Entered;
        }
        await using var look = db.Command("SELECT EXISTS (SELECT FROM inbox WHERE handler = $1 AND event_id = $2)", handler, eventId);
        return await look.ExecuteScalarAsync(stop) is true ? Entry.Known : Entry.Behind;
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
