using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Social.Messaging.Consumer;

namespace Social.Messaging.DeadLetters;

/// <summary>
/// Dead letters: events that a handler could not apply. Adding and redriving take the lock of (handler, key) first, so that no event
/// is added behind a queue that has just been emptied.
/// </summary>
sealed partial class DeadLetterStore(EventDatabase database, ILogger<DeadLetterStore> log)
{
    /// <summary>Stands for the handler of malformed records. They keep nothing else waiting.</summary>
    public const string Envelope = "envelope";

    const string ParkText = """
        INSERT INTO parked (handler, topic, partition, "offset", key, event_id, type, envelope, error, attempts, parked_at)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now()
        WHERE NOT EXISTS (SELECT FROM inbox WHERE handler = $1 AND event_id = $6)
        ON CONFLICT (handler, event_id) DO NOTHING
        """;

    public async Task<bool> AddAsync(string handler, Delivery delivery, Exception error, int failures, CancellationToken stop)
    {
        await AddAsync(handler, delivery, error.ToString(), failures, onlyBehind: false, stop);
        DeadLettered(log, handler, delivery.Envelope.Type, delivery.EventId, delivery.Envelope.AggregateId, error);
        return true;
    }

    /// <summary>False when there is no dead letter of the key any more.</summary>
    public Task<bool> AddBehindAsync(string handler, Delivery delivery, CancellationToken stop) =>
        AddAsync(handler, delivery, "Waits behind an earlier dead letter of its key.", 0, onlyBehind: true, stop);

    public async Task<bool> AddMalformedAsync(Delivery delivery, CancellationToken stop)
    {
        await AddAsync(Envelope, delivery, delivery.ParseError ?? "", 0, onlyBehind: false, stop);
        MalformedDeadLettered(log, delivery.Topic, delivery.Partition, delivery.Offset, delivery.ParseError);
        return true;
    }

    async Task<bool> AddAsync(string handler, Delivery delivery, string error, int failures, bool onlyBehind, CancellationToken stop)
    {
        var key = delivery.Envelope.AggregateId;
        await using var work = database.Open();
        await using var transaction = await work.Db.Database.BeginTransactionAsync(stop);
        await work.Db.LockPartitionKeyAsync(handler, key, stop);
        if (onlyBehind)
        {
            await using var look = work.Db.Command("SELECT EXISTS (SELECT FROM parked WHERE handler = $1 AND key = $2)", handler, key);
            if (await look.ExecuteScalarAsync(stop) is not true)
            {
                return false;
            }
        }
        var parked = await work.Db.RunAsync(
            ParkText,
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
        EventTelemetry.Parked.Add(parked, EventTelemetry.Handler(handler));
        return true;
    }

    [LoggerMessage(LogLevel.Error, "Event {EventId} ({Type}) of {Key} dead-lettered by {Handler}; later events of the key wait behind it")]
    static partial void DeadLettered(ILogger log, string handler, string type, Guid eventId, string key, Exception error);

    [LoggerMessage(LogLevel.Error, "Malformed record {Topic}/{Partition}/{Offset} dead-lettered: {ParseError}")]
    static partial void MalformedDeadLettered(ILogger log, string topic, int partition, long offset, string? parseError);
}

static class PartitionKeyLock
{
    public static Task LockPartitionKeyAsync(this DbContext db, string handler, string key, CancellationToken stop) =>
        db.RunAsync("SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))", stop, handler, key);
}
