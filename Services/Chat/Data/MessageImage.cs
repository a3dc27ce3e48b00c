using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Texts;

namespace Social.Chats.Data;

/// <summary>An image of a message. Post stores it; who may see it is known here.</summary>
public sealed class MessageImage
{
    public static readonly TextRules AltRules = new(SharedLimits.ImageAlt);

    /// <summary>Post's id of it, in one message only.</summary>
    public Guid MediaId { get; init; }
    public Guid RoomId { get; init; }
    public Guid MessageId { get; init; }
    public int Position { get; init; }

    /// <summary>Pixels of the full rendition.</summary>
    public int Width { get; init; }

    /// <inheritdoc cref="Width"/>
    public int Height { get; init; }

    /// <summary>What a person who cannot see it is told.</summary>
    public required string Alt { get; init; }

    internal static void Map(ModelBuilder model) =>
        model.Entity<MessageImage>(image =>
        {
            image.ToTable("message_images").HasKey(i => i.MediaId);
            image.Property(i => i.Alt).HasMaxLength(AltRules.MaxBytes);
            image
                .HasIndex(i => new
                {
                    i.RoomId,
                    i.MessageId,
                    i.Position,
                })
                .IsUnique();
            image.HasOne<Message>().WithMany().HasForeignKey(i => new { i.RoomId, i.MessageId });
        });
}
