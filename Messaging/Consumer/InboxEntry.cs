using Microsoft.EntityFrameworkCore;

namespace Social.Messaging.Consumer;

/// <summary>That a handler has applied an event; written in the transaction that applied it.</summary>
sealed class InboxEntry
{
    public required string Handler { get; init; }
    public Guid EventId { get; init; }
    public DateTimeOffset HandledAt { get; init; }

    public static void Map(ModelBuilder model) =>
        model.Entity<InboxEntry>(e =>
        {
            e.ToTable("inbox").HasKey(x => new { x.Handler, x.EventId });
            // Rows arrive in the order of the column, so a block range index finds the old ones at next to no cost per insert.
            e.HasIndex(x => x.HandledAt, "ix_inbox_handled_at").HasDatabaseName("ix_inbox_handled_at").HasMethod("brin");
        });
}
