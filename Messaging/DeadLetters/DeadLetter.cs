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
            e.ToTable("dead_letters").HasKey(x => x.Sequence).HasName("pk_dead_letters");
            e.Property(x => x.Sequence).HasColumnName("sequence").UseIdentityAlwaysColumn();
            e.Property(x => x.Handler).HasColumnName("handler");
            e.Property(x => x.Topic).HasColumnName("topic");
            e.Property(x => x.Partition).HasColumnName("partition");
            e.Property(x => x.Offset).HasColumnName("offset");
            e.Property(x => x.Key).HasColumnName("key");
            e.Property(x => x.EventId).HasColumnName("event_id");
            e.Property(x => x.Type).HasColumnName("type");
            e.Property(x => x.Envelope).HasColumnName("envelope");
            e.Property(x => x.Error).HasColumnName("error");
            e.Property(x => x.Attempts).HasColumnName("attempts");
            e.Property(x => x.DeadLetteredAt).HasColumnName("dead_lettered_at");
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
