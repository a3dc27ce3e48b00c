using Microsoft.EntityFrameworkCore;
using Social.Messaging.Outbox;

namespace Social.Messaging.DeletedUsers;

/// <summary>
/// Deleted people stay deleted. Whoever writes something that belongs to a person, or points at one, first asks
/// <see cref="LockAndFindDeletedUsersAsync"/>; whoever deletes a person's things first calls <see cref="MarkUserDeletedAsync"/>. Each person's lock, shared
/// by the former and exclusive to the latter, keeps a write from slipping in between the question and the deletion.
/// </summary>
public static class DeletedUserExtensions
{
    // A lock of its own beside the aggregate's, which is exclusive: people who write at once do not wait for each other.
    const long Realm = 0x676F_6E65;

    const string Ask = "SELECT user_id FROM gone WHERE user_id = ANY ($1)";

    // Only the user's own events: one about somebody else's post that mentions them must still be sent, and is deleted then.
    const string Forget = "DELETE FROM outbox WHERE key = $1";
    const string ForgetDeadLetters = "DELETE FROM dead_letters WHERE key = $1::text";

    /// <summary>
    /// Locks these users and returns the deleted ones. Until the transaction ends none of the others can be deleted. Call it before <c>LockAsync</c>, with everyone
    /// the transaction touches: two calls, or the other order, may deadlock. Throws InvalidOperationException when no transaction is
    /// open.
    /// </summary>
    public static async Task<IReadOnlySet<Guid>> LockAndFindDeletedUsersAsync(
        this DbContext db,
        IEnumerable<Guid> people,
        CancellationToken stop
    )
    {
        Guid[] asked = [.. people.Distinct()];
        if (asked.Length == 0)
        {
            return new HashSet<Guid>();
        }
        Open(db);
        // One round trip; the question is a statement of its own, so that it sees what was committed while the locks were waited for.
        long[] keys = [.. asked.Select(Key).Order()];
        await using var batch = db.Batch(("SELECT pg_advisory_xact_lock_shared(k) FROM unnest($1) AS k", [keys]), (Ask, [asked]));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        await reader.NextResultAsync(stop);
        var gone = new HashSet<Guid>();
        while (await reader.ReadAsync(stop))
        {
            gone.Add(reader.GetGuid(0));
        }
        return gone;
    }

    /// <summary>
    /// Marks a user as deleted and removes the events about them from outbox and dead letters; publish the event about the deletion
    /// afterwards. Waits for transactions that locked this user before. False when they were deleted already. Throws
    /// InvalidOperationException when no transaction is open.
    /// </summary>
    public static async Task<bool> MarkUserDeletedAsync(this DbContext db, Guid person, DateTimeOffset now, CancellationToken stop)
    {
        Open(db);
        await db.RunAsync("SELECT pg_advisory_xact_lock($1)", stop, Key(person));
        var fresh = await db.RunAsync("INSERT INTO gone (user_id, gone_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", stop, person, now) > 0;
        await db.RunAsync(Forget, stop, person);
        await db.RunAsync(ForgetDeadLetters, stop, person);
        return fresh;
    }

    /// <summary>Whether a person's account was deleted, as far as it is known now: without a lock, for reads.</summary>
    public static Task<bool> IsDeletedAsync(this DbContext db, Guid person, CancellationToken stop) =>
        db.Set<DeletedUser>().AsNoTracking().AnyAsync(gone => gone.UserId == person, stop);

    static void Open(DbContext db) =>
        _ = db.Database.CurrentTransaction ?? throw new InvalidOperationException("No transaction is open: begin one first.");

    static long Key(Guid person) => AggregateLocks.Key(person) ^ Realm;
}
