using Microsoft.Extensions.Logging;
using Social.Messaging.Consumer;
using Social.ServiceDefaults.Database;

namespace Social.Messaging.DeadLetters;

/// <summary>
/// Adds dead letters. While a key has one, every later event of that key becomes one too, whichever handler it is for: an event must not
/// be undone by the redrive of an earlier, opposite one.
/// </summary>
sealed partial class DeadLetterStore(EventDatabase database, ILogger<DeadLetterStore> log)
{
    /// <summary>Stands for the handler of malformed records. They hold back nothing.</summary>
    public const string Envelope = "envelope";

    const string AddText = """
        INSERT INTO dead_letters (handler, topic, partition, "offset", key, event_id, type, envelope, error, attempts, dead_lettered_at)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now()
        WHERE NOT EXISTS (SELECT FROM inbox WHERE handler = $1 AND event_id = $6)
        ON CONFLICT (handler, event_id) DO NOTHING
        """;

    /// <summary>An event that another owner of the partition has applied meanwhile is not added.</summary>
    public async Task<bool> AddAsync(string handler, Delivery delivery, Exception error, int failures, CancellationToken stop)
    {
        if (await AddAsync(handler, delivery, error.ToString(), failures, onlyBehind: false, stop) > 0)
            DeadLettered(log, handler, delivery.Envelope.Type, delivery.EventId, delivery.Envelope.AggregateId, error);
        return true;
    }

    /// <summary>False when the key has no dead letter any more.</summary>
    public async Task<bool> AddBehindAsync(string handler, Delivery delivery, CancellationToken stop) =>
        await AddAsync(handler, delivery, "Waits behind an earlier dead letter of its key.", 0, onlyBehind: true, stop) is not null;

    public async Task<bool> AddMalformedAsync(Delivery delivery, CancellationToken stop)
    {
        if (await AddAsync(Envelope, delivery, delivery.ParseError ?? "", 0, onlyBehind: false, stop) > 0)
            MalformedDeadLettered(log, delivery.Topic, delivery.Partition, delivery.Offset, delivery.ParseError);
        return true;
    }

    /// <summary>How many were added: none when it is one already or was applied; null when there is nothing to wait behind.</summary>
    async Task<int?> AddAsync(string handler, Delivery delivery, string error, int failures, bool onlyBehind, CancellationToken stop)
    {
        var key = delivery.Envelope.AggregateId;
        await using var work = database.Open();
        await using var transaction = await work.Db.Database.BeginTransactionAsync(stop);
        await work.Db.LockPartitionAsync(delivery.Topic, delivery.Partition, stop);
        if (onlyBehind)
        {
            await using var look = work.Db.Command(
                "SELECT EXISTS (SELECT FROM dead_letters WHERE topic = $1 AND key = $2)",
                delivery.Topic,
                key
            );
            if (await look.ExecuteScalarAsync(stop) is not true)
                return null;
        }
        var added = await work.Db.RunAsync(
            AddText,
            stop,
            handler,
            delivery.Topic,
            delivery.Partition,
            delivery.Offset,
            key,
            delivery.EventId,
            delivery.Envelope.Type,
            delivery.Bytes,
            error,
            failures
        );
        await transaction.CommitAsync(stop);
        EventTelemetry.DeadLettered.Add(added, EventTelemetry.Handler(handler));
        return added;
    }

    [LoggerMessage(LogLevel.Error, "Event {EventId} ({Type}) of {Key} dead-lettered by {Handler}; later events of the key wait behind it")]
    static partial void DeadLettered(ILogger log, string handler, string type, Guid eventId, string key, Exception error);

    [LoggerMessage(LogLevel.Error, "Malformed record {Topic}/{Partition}/{Offset} dead-lettered: {ParseError}")]
    static partial void MalformedDeadLettered(ILogger log, string topic, int partition, long offset, string? parseError);
}
