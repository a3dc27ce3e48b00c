using Microsoft.EntityFrameworkCore;

namespace Social.Messaging.DeadLetters;

/// <summary>An event that a handler could not apply, or one that waits behind such an event of its key.</summary>
sealed class DeadLetter
{
    /// <summary>The order in which the handler was to apply them.</summary>
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
    public DateTimeOffset ParkedAt { get; init; }

    public static void Map(ModelBuilder model) =>
        model.Entity<DeadLetter>(e =>
        {
            e.ToTable("parked").HasKey(x => x.Sequence).HasName("pk_parked");
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
            e.Property(x => x.ParkedAt).HasColumnName("parked_at");
            e.HasIndex(x => new { x.Handler, x.EventId }, "ix_parked_event").HasDatabaseName("ix_parked_event").IsUnique();
            e.HasIndex(
                    x => new
                    {
                        x.Handler,
                        x.Key,
                        x.Sequence,
                    },
                    "ix_parked_key"
                )
                .HasDatabaseName("ix_parked_key");
        });
}
