using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Posts.Data;

/// <summary>What a person wrote under a post.</summary>
public sealed class Comment
{
    public static readonly TextRules TextRules = new(SharedLimits.CommentText);

    /// <summary>UUID version 7, so that comments sort by age.</summary>
    public Guid Id { get; init; }
    public Guid PostId { get; init; }
    public Guid AuthorId { get; init; }
    public required string Text { get; init; }

    /// <summary>The people its text mentions, in order of appearance.</summary>
    public Guid[] MentionIds { get; init; } = [];
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The text as it is kept.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field text: empty, too long, or with characters that are no text.</exception>
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
            comment.HasIndex(c => new { c.PostId, c.Id });
            comment.HasIndex(c => c.AuthorId);
            comment.HasIndex(c => c.MentionIds).AsGin().HasFilter("mention_ids <> '{}'");
            comment.HasOne<Post>().WithMany().HasForeignKey(c => c.PostId);
        });
}
