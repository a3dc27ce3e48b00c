using Microsoft.EntityFrameworkCore;

namespace Social.Chats.Data;

/// <summary>What a message said before it was edited.</summary>
public sealed class MessageEdit
{
    /// <summary>UUID version 7, so that edits sort by age.</summary>
    public Guid Id { get; init; }
    public Guid RoomId { get; init; }
    public Guid MessageId { get; init; }
    public required string Text { get; init; }

    /// <summary>When the message began to say so.</summary>
    public DateTimeOffset WrittenAt { get; init; }

    internal static void Map(ModelBuilder model) =>
        model.Entity<MessageEdit>(edit =>
        {
            edit.ToTable("message_edits").HasKey(e => e.Id);
            edit.Property(e => e.Text).HasMaxLength(Message.TextRules.MaxBytes);
            edit.HasIndex(e => new
            {
                e.RoomId,
                e.MessageId,
                e.Id,
            });
            edit.HasOne<Message>().WithMany().HasForeignKey(e => new { e.RoomId, e.MessageId });
        });
}
