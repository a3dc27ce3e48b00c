using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Social.Messaging.Consumer;

namespace Social.Messaging.Parking;

/// <summary>
/// Puts events aside. Whoever parks or redrives takes the lock of (handler, key) first, so that no event slips behind a line that has
/// just been cleared.
/// </summary>
sealed partial class ParkingLot(EventDatabase database, ILogger<ParkingLot> log)
{
    /// <summary>Stands for the handler of records that are no envelopes. They keep nothing else waiting.</summary>
    public const string Envelope = "envelope";

    const string ParkText = """
        INSERT INTO parked (handler, topic, partition, "offset", key, event_id, type, envelope, error, attempts, parked_at)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now()
        WHERE NOT EXISTS (SELECT FROM inbox WHERE handler = $1 AND event_id = $6)
        ON CONFLICT (handler, event_id) DO NOTHING
        """;

    public async Task<bool> ParkAsync(string handler, Delivery delivery, Exception error, int failures, CancellationToken stop)
    {
        await ParkAsync(handler, delivery, error.ToString(), failures, onlyBehind: false, stop);
        GaveUp(log, handler, delivery.Envelope.Type, delivery.EventId, delivery.Envelope.AggregateId, error);
        return true;
    }

    /// <summary>False when there is nothing to wait behind any more.</summary>
    public Task<bool> ParkBehindAsync(string handler, Delivery delivery, CancellationToken stop) =>
        ParkAsync(handler, delivery, "Waits behind an earlier event of its key.", 0, onlyBehind: true, stop);

    public async Task<bool> ParkFlawedAsync(Delivery delivery, CancellationToken stop)
    {
        await ParkAsync(Envelope, delivery, delivery.Flaw ?? "", 0, onlyBehind: false, stop);
        NoEnvelope(log, delivery.Topic, delivery.Partition, delivery.Offset, delivery.Flaw);
        return true;
    }

    async Task<bool> ParkAsync(string handler, Delivery delivery, string error, int failures, bool onlyBehind, CancellationToken stop)
    {
        var key = delivery.Envelope.AggregateId;
        await using var work = database.Open();
        await using var transaction = await work.Db.Database.BeginTransactionAsync(stop);
        await work.Db.LockLineAsync(handler, key, stop);
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

    [LoggerMessage(LogLevel.Error, "{Handler} cannot apply {Type} {EventId}; it is parked, and later ones of {Key} wait behind it")]
    static partial void GaveUp(ILogger log, string handler, string type, Guid eventId, string key, Exception error);

    [LoggerMessage(LogLevel.Error, "Parked the record {Topic}/{Partition} at {Offset}: {Flaw}")]
    static partial void NoEnvelope(ILogger log, string topic, int partition, long offset, string? flaw);
}

static class Line
{
    public static Task LockLineAsync(this DbContext db, string handler, string key, CancellationToken stop) =>
        db.RunAsync("SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))", stop, handler, key);
}
