using Microsoft.EntityFrameworkCore;

namespace Social.Posts.Data;

/// <summary>What a post said before it was edited.</summary>
public sealed class Revision
{
    /// <summary>UUID version 7, so that revisions sort by age.</summary>
    public Guid Id { get; init; }
    public Guid PostId { get; init; }
    public required string Text { get; init; }

    /// <summary>When the post began to say so.</summary>
    public DateTimeOffset WrittenAt { get; init; }

    internal static void Map(ModelBuilder model) =>
        model.Entity<Revision>(revision =>
        {
            revision.ToTable("revisions").HasKey(r => r.Id);
            revision.Property(r => r.Text).HasMaxLength(Post.TextRules.MaxBytes);
            revision.HasIndex(r => new { r.PostId, r.Id });
            revision.HasOne<Post>().WithMany().HasForeignKey(r => r.PostId);
        });
}
