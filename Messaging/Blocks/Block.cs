using Microsoft.EntityFrameworkCore;

namespace Social.Messaging.Blocks;

/// <summary>That one person blocked another, as Profile's events say. In the database of each service that keeps the two apart.</summary>
public sealed class Block
{
    public Guid BlockerId { get; init; }
    public Guid BlockedId { get; init; }

    /// <summary>The table; called in OnModelCreating.</summary>
    public static void Map(ModelBuilder model) =>
        model.Entity<Block>(block =>
        {
            block.ToTable("blocks").HasKey(b => new { b.BlockerId, b.BlockedId });
            block.HasIndex(b => b.BlockedId);
        });
}
