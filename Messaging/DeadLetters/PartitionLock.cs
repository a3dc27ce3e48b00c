using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults.Database;

namespace Social.Messaging.DeadLetters;

/// <summary>
/// A partition's lock in the database, held until the transaction ends: shared by those who apply its events, exclusive to those who add,
/// redrive or discard dead letters. So nobody applies an event while a process that has lost the partition dead-letters it, and nothing
/// is added behind a dead letter that has just been removed. It is always the first lock of its transaction, and the only one of its kind.
/// </summary>
static class PartitionLock
{
    const string Id = "hashtextextended('partition ' || $1 || ' ' || $2, 0)";

    /// <summary>Takes it shared; the parameters are the topic and the partition.</summary>
    public const string SharedText = $"SELECT pg_advisory_xact_lock_shared({Id})";

    const string ExclusiveText = $"SELECT pg_advisory_xact_lock({Id})";

    public static Task LockPartitionAsync(this DbContext db, string topic, int partition, CancellationToken stop) =>
        db.RunAsync(ExclusiveText, stop, topic, partition);
}
