using Microsoft.EntityFrameworkCore;

namespace Social.Chats.Data;

/// <summary>That one person blocked another, as Profile's events say.</summary>
public sealed class Block
{
    public Guid BlockerId { get; init; }
    public Guid BlockedId { get; init; }

    internal static void Map(ModelBuilder model) =>
        model.Entity<Block>(block =>
        {
            block.ToTable("blocks").HasKey(b => new { b.BlockerId, b.BlockedId });
            block.HasIndex(b => b.BlockedId);
        });
}

static class Blocks
{
    /// <summary>People whom this person blocked or who blocked them.</summary>
    public static IQueryable<Guid> BlockedEitherWay(this ChatDbContext db, Guid person) =>
        db
            .Blocks.Where(b => b.BlockerId == person)
            .Select(b => b.BlockedId)
            .Concat(db.Blocks.Where(b => b.BlockedId == person).Select(b => b.BlockerId));
}
