using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults.Errors;

namespace Social.ServiceDefaults.Database;

/// <summary>Idempotency record: a request with an idempotency key and what it created. In the database of each service that takes keys.</summary>
public sealed class IdempotencyRecord
{
    public const int MaxKey = SharedLimits.IdempotencyKey;

    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    public Guid CallerId { get; init; }
    public required string Key { get; init; }

    /// <summary>SHA-256 over what was asked: its kind, its texts and the bytes of its images.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>What was created. What was asked tells of which kind it is, and so does the hash.</summary>
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

    /// <summary>The table; called in OnModelCreating.</summary>
    public static void Map(ModelBuilder model) =>
        model.Entity<IdempotencyRecord>(record =>
        {
            record.ToTable("idempotency_records").HasKey(r => new { r.CallerId, r.Key });
            record.Property(r => r.Key).HasMaxLength(MaxKey);
            record.HasIndex(r => r.CreatedAt);
        });
}
