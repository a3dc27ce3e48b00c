using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Posts.Data;

/// <summary>An image that is shown for a while, and then gone.</summary>
public sealed class Story
{
    public static readonly TextRules CaptionRules = new(200);

    /// <summary>How many a person has at the same time: a page shows all stories of its authors.</summary>
    public const int MaxLive = 100;

    /// <summary>UUID version 7, so that stories sort by age.</summary>
    public Guid Id { get; init; }
    public Guid AuthorId { get; init; }
    public Guid MediaId { get; init; }

    /// <summary>Pixels of the full rendition.</summary>
    public int Width { get; init; }
    public int Height { get; init; }
    public required string Caption { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From then on no reader sees it; the cleanup takes it away soon after.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The caption as it is kept.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field caption.</exception>
    public static string ValidateText(string caption) => CaptionRules.Validate(caption, "caption", "A caption");

    internal static void Map(ModelBuilder model)
    {
        model.Entity<Story>(story =>
        {
            story.ToTable("stories").HasKey(s => s.Id);
            story.Property(s => s.Caption).HasMaxLength(CaptionRules.MaxBytes);
            story.HasIndex(s => new { s.AuthorId, s.Id });
            story.HasIndex(s => s.ExpiresAt);
            story.HasOne<Media>().WithOne().HasForeignKey<Story>(s => s.MediaId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<SeenStory>(seen =>
        {
            seen.ToTable("seen_stories").HasKey(v => new { v.StoryId, v.ViewerId });
            seen.HasIndex(v => v.ViewerId);
            seen.HasOne<Story>().WithMany().HasForeignKey(v => v.StoryId);
        });
    }
}

/// <summary>That a person has seen a story.</summary>
public sealed class SeenStory
{
    public Guid StoryId { get; init; }
    public Guid ViewerId { get; init; }
}
