using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults.Database;

namespace Social.Messaging.Outbox;

/// <summary>Which locks a context's transaction holds. Contexts are pooled, so everything hangs on the transaction's own id.</summary>
sealed class AggregateLocks
{
    static readonly ConditionalWeakTable<DbContext, AggregateLocks> Contexts = [];

    readonly HashSet<Guid> held = [];
    Guid transaction;

    /// <summary>How many events the open transaction has published.</summary>
    public int Published { get; private set; }

    public static AggregateLocks GetFor(DbContext db) => Contexts.GetOrCreateValue(db);

    public static async Task TakeAsync(DbContext db, IEnumerable<Guid> aggregates, CancellationToken stop)
    {
        var locks = GetFor(db);
        locks.Enter(db);
        var missing = aggregates.Where(id => !locks.held.Contains(id)).Distinct().ToArray();
        // unnest yields in the array's order and the function runs once per row, so this is the order in which they are taken.
        long[] keys = [.. missing.Select(Key).Order()];
        if (keys.Length > 0)
        {
            await db.RunAsync("SELECT pg_advisory_xact_lock(k) FROM unnest($1) AS k", stop, keys);
            locks.held.UnionWith(missing);
        }
    }

    public static void Add(DbContext db, Guid created)
    {
        var locks = GetFor(db);
        locks.Enter(db);
        locks.held.Add(created);
    }

    public void MustHold(DbContext db, Guid aggregate)
    {
        Enter(db);
        if (!held.Contains(aggregate))
        {
            throw new InvalidOperationException(
                $"Publish about {aggregate} without its lock: call LockAsync in this transaction, before reading."
            );
        }
        Published++;
    }

    void Enter(DbContext db)
    {
        var current =
            db.Database.CurrentTransaction
            ?? throw new InvalidOperationException(
                "No transaction is open: begin one before LockAsync and Publish, and commit after SaveChanges."
            );
        if (current.TransactionId != transaction)
        {
            transaction = current.TransactionId;
            held.Clear();
            Published = 0;
        }
    }

    /// <summary>What the transaction that is about to end, or has just ended, published.</summary>
    public static int PublishedIn(DbContext? db, Guid transaction) =>
        db is not null && Contexts.TryGetValue(db, out var locks) && locks.transaction == transaction ? locks.Published : 0;

    /// <summary>64 of the id's 128 bits, well mixed. Two ids that share them only wait for each other needlessly.</summary>
    public static long Key(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        var mixed = (BitConverter.ToUInt64(bytes) * 0x9E3779B97F4A7C15) ^ BitConverter.ToUInt64(bytes[8..]);
        mixed = (mixed ^ (mixed >> 32)) * 0xD6E8FEB86659FD93;
        return (long)(mixed ^ (mixed >> 32));
    }
}
