using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Data;

/// <summary>Idempotency record: a request with an idempotency key and what it created.</summary>
public sealed class IdempotencyRecord
{
    public const int MaxKey = SharedLimits.IdempotencyKey;

    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    public Guid CallerId { get; init; }
    public required string Key { get; init; }

    /// <summary>SHA-256 over what was asked: its kind and its texts.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The question, answer or comment. What was asked tells which, and so the hash.</summary>
    public Guid MadeId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>: too long, or with a null character.</exception>
    public static string ValidateKey(string key) =>
        key.Length > MaxKey || key.Contains('\0', StringComparison.Ordinal)
            ? throw new FaultException(Fault.Malformed, $"An idempotency key has at most {MaxKey} characters.")
            : key;

    /// <exception cref="FaultException"><see cref="Fault.Conflict"/>: something else was asked.</exception>
    public void EnsureSameRequest(ReadOnlySpan<byte> hash)
    {
        if (!Hash.AsSpan().SequenceEqual(hash))
            throw new FaultException(Fault.Conflict, "This idempotency key was used for another request.");
    }
}

static class IdempotencyRecords
{
    /// <summary>The record of this key; null when there is none, or no key.</summary>
    public static async Task<IdempotencyRecord?> FindIdempotencyRecordAsync(
        this QuestionsDbContext db,
        Guid caller,
        string key,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var spent = now - IdempotencyRecord.Retention;
        return key.Length == 0
            ? null
            : await db
                .IdempotencyRecords.AsNoTracking()
                .SingleOrDefaultAsync(a => a.CallerId == caller && a.Key == key && a.CreatedAt > spent, stop);
    }

    /// <summary>
    /// Claims the key for what is created in this transaction; waits for a concurrent claim, and is false when that one was committed. Without a
    /// key there is nothing to take.
    /// </summary>
    public static async Task<bool> TryClaimAsync(
        this QuestionsDbContext db,
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
        await db.IdempotencyRecords.Where(a => a.CallerId == caller && a.Key == key && a.CreatedAt <= spent).ExecuteDeleteAsync(stop);
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
