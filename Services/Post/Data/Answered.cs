using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults;

namespace Social.Posts.Data;

/// <summary>That a request with an idempotency key was answered, and what it made.</summary>
public sealed class Answered
{
    public const int MaxKey = 200;

    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public Guid CallerId { get; init; }
    public required string Key { get; init; }

    /// <summary>SHA-256 over what was asked: its kind where it is no post, texts and the images' bytes.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The post, comment or story. What was asked tells which, and so the hash.</summary>
    public Guid MadeId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>: too long, or with a null character.</exception>
    public static string Accept(string key) =>
        key.Length > MaxKey || key.Contains('\0', StringComparison.Ordinal)
            ? throw new FaultException(Fault.Malformed, $"An idempotency key has at most {MaxKey} characters.")
            : key;

    /// <exception cref="FaultException"><see cref="Fault.Conflict"/>: something else was asked.</exception>
    public void MustBe(ReadOnlySpan<byte> hash)
    {
        if (!Hash.AsSpan().SequenceEqual(hash))
            throw new FaultException(Fault.Conflict, "This idempotency key was used for another request.");
    }
}

static class Answers
{
    /// <summary>What this key was answered by; null when it was not, or there is no key.</summary>
    public static async Task<Answered?> FindAnsweredAsync(
        this PostDbContext db,
        Guid caller,
        string key,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var spent = now - Answered.Kept;
        return key.Length == 0
            ? null
            : await db.Answered.AsNoTracking().SingleOrDefaultAsync(a => a.CallerId == caller && a.Key == key && a.CreatedAt > spent, stop);
    }

    /// <summary>
    /// Takes the key for what is made in this transaction; waits for one that is taking it, and is false when that made it. Without a
    /// key there is nothing to take.
    /// </summary>
    public static async Task<bool> ClaimAsync(
        this PostDbContext db,
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
        var spent = now - Answered.Kept;
        await db.Answered.Where(a => a.CallerId == caller && a.Key == key && a.CreatedAt <= spent).ExecuteDeleteAsync(stop);
        return await db.Database.ExecuteSqlAsync(
                $"""
                insert into answered (caller_id, key, hash, made_id, created_at)
                values ({caller}, {key}, {hash}, {made}, {now})
                on conflict do nothing
                """,
                stop
            ) == 1;
    }
}
