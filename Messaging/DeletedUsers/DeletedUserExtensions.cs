using Microsoft.EntityFrameworkCore;
using Social.Messaging.Outbox;
using Social.ServiceDefaults.Database;

namespace Social.Messaging.DeletedUsers;

/// <summary>
/// Keeps deleted users deleted. A write of something that belongs or refers to a user begins with
/// <see cref="LockAndFindDeletedUsersAsync"/>; the deletion of a user's data begins with <see cref="MarkUserDeletedAsync"/>. The user's
/// lock, shared by the former and exclusive to the latter, keeps a write from slipping in between the check and the deletion.
/// </summary>
public static class DeletedUserExtensions
{
    // Apart from the aggregates' locks, which are exclusive: writes about the same user do not wait for each other.
    const long LockSpace = 0x676F_6E65;

    const string LockText = "SELECT pg_advisory_xact_lock_shared(k) FROM unnest($1) AS k";
    const string FindText = "SELECT user_id FROM deleted_users WHERE user_id = ANY ($1)";
    const string MarkText = "INSERT INTO deleted_users (user_id, deleted_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";

    // Only the user's own events: one about somebody else's post that mentions them must still be sent, and is deleted then.
    const string RemoveUnsentText = "DELETE FROM outbox WHERE key = $1";
    const string RemoveDeadLettersText = "DELETE FROM dead_letters WHERE key = $1::text";

    /// <summary>
    /// Locks these users and returns the deleted ones. Until the transaction ends none of the others can be deleted. Call it before
    /// <c>LockAsync</c>, with every user the transaction touches: two calls, or the other order, may deadlock. Throws
    /// InvalidOperationException when no transaction is open.
    /// </summary>
    public static async Task<IReadOnlySet<Guid>> LockAndFindDeletedUsersAsync(
        this DbContext db,
        IEnumerable<Guid> users,
        CancellationToken stop
    )
    {
        Guid[] ids = [.. users.Distinct()];
        if (ids.Length == 0)
            return new HashSet<Guid>();
        EnsureTransaction(db);
        // One round trip; the second statement sees what was committed while the first waited for the locks.
        long[] keys = [.. ids.Select(Key).Order()];
        await using var batch = db.Batch((LockText, [keys]), (FindText, [ids]));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        await reader.NextResultAsync(stop);
        var deleted = new HashSet<Guid>();
        while (await reader.ReadAsync(stop))
            deleted.Add(reader.GetGuid(0));
        return deleted;
    }

    /// <summary>
    /// Marks a user as deleted and removes the events about them from outbox and dead letters; publish the event about the deletion
    /// afterwards. Waits for transactions that locked this user before. False when they were deleted already. Throws
    /// InvalidOperationException when no transaction is open.
    /// </summary>
    public static async Task<bool> MarkUserDeletedAsync(this DbContext db, Guid user, DateTimeOffset now, CancellationToken stop)
    {
        EnsureTransaction(db);
        await db.RunAsync("SELECT pg_advisory_xact_lock($1)", stop, Key(user));
        var marked = await db.RunAsync(MarkText, stop, user, now) > 0;
        await db.RunAsync(RemoveUnsentText, stop, user);
        await db.RunAsync(RemoveDeadLettersText, stop, user);
        return marked;
    }

    /// <summary>Whether a user's account was deleted, as far as is known now: without a lock, for reads.</summary>
    public static Task<bool> IsDeletedAsync(this DbContext db, Guid user, CancellationToken stop) =>
        db.Set<DeletedUser>().AsNoTracking().AnyAsync(d => d.UserId == user, stop);

    static void EnsureTransaction(DbContext db) =>
        _ = db.Database.CurrentTransaction ?? throw new InvalidOperationException("No transaction is open: begin one first.");

    static long Key(Guid user) => AggregateLocks.Key(user) ^ LockSpace;
}
