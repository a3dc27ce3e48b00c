using Microsoft.EntityFrameworkCore;

namespace Social.Questions.Data;

/// <summary>That somebody wants to hear of what is answered to a question.</summary>
public sealed class QuestionFollow
{
    public Guid UserId { get; init; }
    public Guid QuestionId { get; init; }
}

/// <summary>That somebody wants to hear of questions with a tag.</summary>
public sealed class TagFollow
{
    public Guid UserId { get; init; }
    public required string Tag { get; init; }
}

static class Follows
{
    /// <summary>So many followers are told of one event; who follows beyond that is told of none.</summary>
    public const int MaxTold = 200;

    /// <summary>Tags of one person.</summary>
    public const int MaxTags = 500;

    public static void Map(ModelBuilder model)
    {
        model.Entity<QuestionFollow>(follow =>
        {
            follow.ToTable("question_follows").HasKey(f => new { f.QuestionId, f.UserId });
            follow.HasIndex(f => f.UserId);
            follow.HasOne<Question>().WithMany().HasForeignKey(f => f.QuestionId);
        });
        model.Entity<TagFollow>(follow =>
        {
            follow.ToTable("tag_follows").HasKey(f => new { f.Tag, f.UserId });
            follow.Property(f => f.Tag).HasMaxLength(4 * TagName.MaxCharacters).UseCollation("C");
            follow.HasIndex(f => f.UserId);
        });
    }
}
