using Microsoft.EntityFrameworkCore;

namespace Social.Posts.Data;

/// <summary>That one person blocked another, as Profile tells. Neither finds anything of the other here.</summary>
public sealed class Block
{
    public Guid BlockerId { get; init; }
    public Guid BlockedId { get; init; }
}

/// <summary>That one person muted another, as Profile tells: nothing of theirs is put before them unasked.</summary>
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

    /// <summary>Whom this person blocked and who blocked them.</summary>
    public static IQueryable<Guid> ApartFrom(this PostDbContext db, Guid person) =>
        db
            .Blocks.Where(b => b.BlockerId == person)
            .Select(b => b.BlockedId)
            .Concat(db.Blocks.Where(b => b.BlockedId == person).Select(b => b.BlockerId));

    /// <summary>Whom this person does not want to come across: those apart from them, those they muted.</summary>
    public static IQueryable<Guid> UnwantedBy(this PostDbContext db, Guid person) =>
        db.ApartFrom(person).Concat(db.Mutes.Where(m => m.MuterId == person).Select(m => m.MutedId));

    /// <summary>The posts that there are for this person to read.</summary>
    public static IQueryable<Post> VisibleTo(this PostDbContext db, Guid person)
    {
        var apart = db.ApartFrom(person);
        return db.Published.Where(p => !apart.Contains(p.AuthorId));
    }
}
