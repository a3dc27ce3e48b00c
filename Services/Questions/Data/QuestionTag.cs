using Microsoft.EntityFrameworkCore;

namespace Social.Questions.Data;

/// <summary>A tag that questions have, or had.</summary>
public sealed class Tag
{
    public const int MaxDescription = 500;

    public required string Name { get; init; }

    /// <summary>What it is for; anybody's words, so nobody's name is kept with it.</summary>
    public string Description { get; init; } = "";

    /// <summary>How many rows of <see cref="QuestionTag"/> there are for it: changed in their transaction only.</summary>
    public int Questions { get; init; }
}

/// <summary>That a question has a tag.</summary>
public sealed class QuestionTag
{
    public required string Tag { get; init; }
    public Guid QuestionId { get; init; }
}

static class QuestionTags
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Tag>(tag =>
        {
            tag.ToTable("tags").HasKey(t => t.Name);
            // Compared by bytes, so that the key serves beginnings of tags, too.
            tag.Property(t => t.Name).HasMaxLength(4 * TagName.MaxCharacters).UseCollation("C");
            tag.HasIndex(t => new { t.Questions, t.Name }).IsDescending(true, false);
        });
        model.Entity<QuestionTag>(tag =>
        {
            tag.ToTable("question_tags").HasKey(t => new { t.Tag, t.QuestionId });
            tag.Property(t => t.Tag).HasMaxLength(4 * TagName.MaxCharacters).UseCollation("C");
            tag.HasIndex(t => t.QuestionId);
            tag.HasOne<Question>().WithMany().HasForeignKey(t => t.QuestionId);
        });
    }

    /// <summary>Gives a stored question other tags than it had; the counts follow, by tags in one order.</summary>
    public static async Task SetTagsAsync(this QuestionsDbContext db, Guid question, string[] before, string[] now, CancellationToken stop)
    {
        string[] removed = [.. before.Except(now)];
        string[] added = [.. now.Except(before)];
        if (removed.Length + added.Length == 0)
            return;
        string[] tags = [.. removed, .. added];
        int[] changes = [.. removed.Select(_ => -1), .. added.Select(_ => 1)];
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into tags as t (name, description, questions)
            select name, '', change from unnest({tags}, {changes}) as changed (name, change) order by name collate "C"
            on conflict (name) do update set questions = t.questions + excluded.questions
            """,
            stop
        );
        await db.QuestionTags.Where(t => t.QuestionId == question && removed.Contains(t.Tag)).ExecuteDeleteAsync(stop);
        await db.Database.ExecuteSqlAsync(
            $"insert into question_tags (tag, question_id) select name, {question} from unnest({added}) as added (name)",
            stop
        );
    }
}
