using Microsoft.EntityFrameworkCore;

namespace Social.Messaging.DeadLetters;

/// <summary>An event that a handler could not apply, or one that waits behind such an event of its key.</summary>
sealed class DeadLetter
{
    /// <summary>The order in which the events of a key are to be applied.</summary>
    public long Sequence { get; init; }
    public required string Handler { get; init; }
    public required string Topic { get; init; }
    public int Partition { get; init; }
    public long Offset { get; init; }
    public required string Key { get; init; }
    public Guid EventId { get; init; }
    public required string Type { get; init; }
    public required byte[] Envelope { get; init; }
    public required string Error { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset DeadLetteredAt { get; init; }

    public static void Map(ModelBuilder model) =>
        model.Entity<DeadLetter>(e =>
        {
            e.ToTable("dead_letters").HasKey(x => x.Sequence);
            e.Property(x => x.Sequence).UseIdentityAlwaysColumn();
            e.HasIndex(x => new { x.Handler, x.EventId }, "ix_dead_letters_event").HasDatabaseName("ix_dead_letters_event").IsUnique();
            e.HasIndex(
                    x => new
                    {
                        x.Topic,
                        x.Key,
                        x.Sequence,
                    },
                    "ix_dead_letters_key"
                )
                .HasDatabaseName("ix_dead_letters_key");
        });
}
