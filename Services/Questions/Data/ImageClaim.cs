using Microsoft.EntityFrameworkCore;

namespace Social.Questions.Data;

/// <summary>
/// That a text which is about to be stored will show an image. It is stored before Post is asked for the image, and its place is taken by the
/// <see cref="TextImage"/> when the text is stored, so whoever asks in between is not told that nothing shows the image.
/// </summary>
public sealed class ImageClaim
{
    /// <summary>Far longer than it takes to store a text. What comes later is refused, since the image may have been removed.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>One for all images of the text.</summary>
    public Guid Id { get; init; }

    /// <summary>Post's id of the image.</summary>
    public Guid MediaId { get; init; }
    public DateTimeOffset ClaimedAt { get; init; }

    internal static void Map(ModelBuilder model) =>
        model.Entity<ImageClaim>(claim =>
        {
            claim.ToTable("image_claims").HasKey(c => new { c.Id, c.MediaId });
            claim.HasIndex(c => c.MediaId);
        });
}

/// <summary>What a text may show: its author's own images, and the claim that keeps them until it is stored.</summary>
public sealed record ClaimedImages(Guid Claim, Guid[] Media)
{
    public static readonly ClaimedImages None = new(Guid.Empty, []);
}
