using Microsoft.EntityFrameworkCore;
using Social.Messaging.Blocks;

namespace Social.Posts.Data;

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
        Block.Map(model);
        model.Entity<Mute>(mute =>
        {
            mute.ToTable("mutes").HasKey(m => new { m.MuterId, m.MutedId });
            mute.HasIndex(m => m.MutedId);
        });
    }

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
