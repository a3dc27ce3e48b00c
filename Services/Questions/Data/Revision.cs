using Microsoft.EntityFrameworkCore;

namespace Social.Questions.Data;

/// <summary>What a question or an answer said before it was edited.</summary>
public sealed class Revision
{
    public Guid Id { get; init; }

    /// <summary>The question or the answer.</summary>
    public Guid TargetId { get; init; }
    public Guid QuestionId { get; init; }

    /// <summary>Empty for an answer.</summary>
    public string Title { get; init; } = "";
    public required string Body { get; init; }

    /// <summary>Empty for an answer.</summary>
    public string[] Tags { get; init; } = [];

    /// <summary>When it began to say so.</summary>
    public DateTimeOffset WrittenAt { get; init; }

    internal static void Map(ModelBuilder model) =>
        model.Entity<Revision>(revision =>
        {
            revision.ToTable("revisions").HasKey(r => r.Id);
            revision.HasIndex(r => new { r.TargetId, r.Id });
            revision.HasIndex(r => r.QuestionId);
            revision.HasOne<Question>().WithMany().HasForeignKey(r => r.QuestionId);
        });
}
