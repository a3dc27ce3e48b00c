using Microsoft.EntityFrameworkCore;

namespace Social.Posts.Data;

/// <summary>That one person blocked another, as Profile tells. Neither finds anything of the other here.</summary>
public sealed class Block
{
    public Guid BlockerId { get; init; }
    public Guid BlockedId { get; init; }
}

/// <summary>That one person muted another, as Profile tells: nothing of theirs is shown unasked.</summary>
public sealed class Mute
{
    public Guid MuterId { get; init; }
    public Guid MutedId { get; init; }
}

static class Relations
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Block>(block =>
        {
            block.ToTable("blocks").HasKey(b => new { b.BlockerId, b.BlockedId });
            block.HasIndex(b => b.BlockedId);
        });
        model.Entity<Mute>(mute =>
        {
            mute.ToTable("mutes").HasKey(m => new { m.MuterId, m.MutedId });
            mute.HasIndex(m => m.MutedId);
        });
    }

    /// <summary>People whom this person blocked or who blocked them.</summary>
    public static IQueryable<Guid> BlockedEitherWay(this PostDbContext db, Guid person) =>
        db
            .Blocks.Where(b => b.BlockerId == person)
            .Select(b => b.BlockedId)
            .Concat(db.Blocks.Where(b => b.BlockedId == person).Select(b => b.BlockerId));

    /// <summary>People hidden from this person: blocked either way, or muted by them.</summary>
    public static IQueryable<Guid> HiddenFrom(this PostDbContext db, Guid person) =>
        db.BlockedEitherWay(person).Concat(db.Mutes.Where(m => m.MuterId == person).Select(m => m.MutedId));

    /// <summary>The posts that there are for this person to read.</summary>
    public static IQueryable<Post> VisibleTo(this PostDbContext db, Guid person)
    {
        var apart = db.BlockedEitherWay(person);
        return db.Published.Where(p => !apart.Contains(p.AuthorId));
    }
}
