using Microsoft.EntityFrameworkCore;

namespace Social.Questions.Data;

/// <summary>That one person blocked another, as Profile tells. Neither finds anything of the other here.</summary>
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

static class Relations
{
    /// <summary>People whom this person blocked or who blocked them.</summary>
    public static IQueryable<Guid> BlockedEitherWay(this QuestionsDbContext db, Guid person) =>
        db
            .Blocks.Where(b => b.BlockerId == person)
            .Select(b => b.BlockedId)
            .Concat(db.Blocks.Where(b => b.BlockedId == person).Select(b => b.BlockerId));

    /// <summary>The questions that there are for this person to read.</summary>
    public static IQueryable<Question> VisibleTo(this QuestionsDbContext db, Guid person)
    {
        var apart = db.BlockedEitherWay(person);
        return db.Questions.Where(q => q.DeletedAt == null && (q.AuthorId == null || !apart.Contains(q.AuthorId.Value)));
    }

    /// <summary>The answers that there are for this person to read, of questions that are.</summary>
    public static IQueryable<Answer> AnswersVisibleTo(this QuestionsDbContext db, Guid person)
    {
        var apart = db.BlockedEitherWay(person);
        return db.Answers.Where(a => a.AuthorId == null || !apart.Contains(a.AuthorId.Value));
    }
}
