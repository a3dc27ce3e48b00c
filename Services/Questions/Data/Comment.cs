using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Questions.Data;

/// <summary>What somebody remarks on a question or an answer.</summary>
public sealed class Comment
{
    /// <summary>On one question or answer: they are read with it, without pages of their own.</summary>
    public const int MaxComments = 50;

    public static readonly TextRules TextRules = new(600);

    /// <summary>UUID version 7, so that comments sort by age.</summary>
    public Guid Id { get; init; }
    public Guid QuestionId { get; init; }

    /// <summary>The question or the answer.</summary>
    public Guid TargetId { get; init; }

    /// <summary>Null once the account was deleted.</summary>
    public Guid? AuthorId { get; init; }
    public required string Text { get; init; }

    /// <summary>The people its text mentions, in order of appearance.</summary>
    public Guid[] MentionIds { get; init; } = [];
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The text as it is kept.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field text.</exception>
    public static string ValidateText(string text)
    {
        text = TextRules.Validate(text, "text", "A comment");
        return text.Length > 0 ? text : throw new FaultException(Fault.Invalid, "text", "A comment needs a text.");
    }

    internal static void Map(ModelBuilder model) =>
        model.Entity<Comment>(comment =>
        {
            comment.ToTable("comments").HasKey(c => c.Id);
            comment.Property(c => c.Text).HasMaxLength(TextRules.MaxBytes);
            comment.HasIndex(c => new { c.TargetId, c.Id });
            comment.HasIndex(c => c.QuestionId);
            comment.HasIndex(c => c.AuthorId);
            comment.HasIndex(c => c.MentionIds).AsGin().HasFilter("mention_ids <> '{}'");
            comment.HasOne<Question>().WithMany().HasForeignKey(c => c.QuestionId);
        });
}
