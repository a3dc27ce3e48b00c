using Microsoft.EntityFrameworkCore;

namespace Social.ServiceDefaults.Database;

public static class IdempotencyRecords
{
    /// <summary>The record of this key; null when there is none, or no key.</summary>
    public static async Task<IdempotencyRecord?> FindIdempotencyRecordAsync(
        this DbContext db,
        Guid caller,
        string key,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var spent = now - IdempotencyRecord.Retention;
        return key.Length == 0
            ? null
            : await db.Set<IdempotencyRecord>()
                .AsNoTracking()
                .SingleOrDefaultAsync(r => r.CallerId == caller && r.Key == key && r.CreatedAt > spent, stop);
    }

    /// <summary>
    /// Claims the key for what is created in this transaction; waits for a concurrent claim, and is false when that one was committed. Without a
    /// key there is nothing to take.
    /// </summary>
    public static async Task<bool> TryClaimAsync(
        this DbContext db,
        Guid caller,
        string key,
        byte[] hash,
        Guid made,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (key.Length == 0)
            return true;
        var spent = now - IdempotencyRecord.Retention;
        await db.Set<IdempotencyRecord>().Where(r => r.CallerId == caller && r.Key == key && r.CreatedAt <= spent).ExecuteDeleteAsync(stop);
        return await db.Database.ExecuteSqlAsync(
                $"""
                insert into idempotency_records (caller_id, key, hash, made_id, created_at)
                values ({caller}, {key}, {hash}, {made}, {now})
                on conflict do nothing
                """,
                stop
            ) == 1;
    }
}
