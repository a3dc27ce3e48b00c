using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Chats.Data;

/// <summary>What a member wrote into a room.</summary>
public sealed class Message
{
    public static readonly TextRules TextRules = new(SharedLimits.MessageText);

    public Guid RoomId { get; private init; }

    /// <summary>The sender's choice: one row for each sender and id, however often it is sent.</summary>
    public Guid Id { get; private init; }

    /// <summary>Its place in the room, from 1 on, without gaps.</summary>
    public long Sequence { get; private init; }

    /// <summary>The room's revision when it last changed.</summary>
    public long Revision { get; private set; }

    /// <summary>Null once the account was deleted.</summary>
    public Guid? SenderId { get; private init; }
    public string Text { get; private set; } = "";

    /// <summary>The message of the same room that it answers.</summary>
    public Guid? ReplyTo { get; private set; }

    /// <summary>The members its text mentions, in order of appearance.</summary>
    public Guid[] MentionIds { get; private set; } = [];

    /// <summary>How many rows of images it has.</summary>
    public int ImageCount { get; private set; }

    /// <summary>SHA-256 of what was sent, by which a repeated message is told from another one.</summary>
    public byte[] Hash { get; private init; } = [];
    public DateTimeOffset SentAt { get; private init; }
    public DateTimeOffset? EditedAt { get; private set; }

    /// <summary>When set, only its place is left.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    public static Message Create(
        Room room,
        Guid id,
        Guid sender,
        string text,
        Guid? replyTo,
        Guid[] mentions,
        int images,
        byte[] hash,
        DateTimeOffset now
    )
    {
        var (sequence, revision) = room.TakeNext(now);
        return new()
        {
            RoomId = room.Id,
            Id = id,
            Sequence = sequence,
            Revision = revision,
            SenderId = sender,
            Text = text,
            ReplyTo = replyTo,
            MentionIds = mentions,
            ImageCount = images,
            Hash = hash,
            SentAt = now,
        };
    }

    /// <param name="images">The hash of each file, and what it shows.</param>
    public static byte[] HashOf(Guid room, string text, Guid? replyTo, IEnumerable<(byte[] Hash, string Alt)> images) =>
        // No text has a null character, so it tells them apart.
        SHA256.HashData(
            Encoding.UTF8.GetBytes(
                $"{room}\0{replyTo}\0{text}{string.Concat(images.Select(i => $"\0{Convert.ToHexString(i.Hash)}\0{i.Alt}"))}"
            )
        );

    /// <exception cref="FaultException"><see cref="Fault.Conflict"/>: something else was sent under this id.</exception>
    public void EnsureSame(ReadOnlySpan<byte> hash)
    {
        if (!Hash.AsSpan().SequenceEqual(hash))
            throw Taken();
    }

    public static FaultException Taken() => new(Fault.Conflict, "This id was used for another message.");

    /// <returns>The previous text.</returns>
    public MessageEdit Edit(Room room, string text, Guid[] mentions, DateTimeOffset now)
    {
        var before = new MessageEdit
        {
            Id = Guid.CreateVersion7(now),
            RoomId = RoomId,
            MessageId = Id,
            Text = Text,
            WrittenAt = EditedAt ?? SentAt,
        };
        (Text, MentionIds, EditedAt, Revision) = (text, mentions, now, room.TakeRevision());
        return before;
    }

    /// <summary>Clears everything but its place.</summary>
    public void Delete(Room room, DateTimeOffset now) =>
        (Text, MentionIds, ImageCount, ReplyTo, EditedAt, DeletedAt, Revision) = ("", [], 0, null, null, now, room.TakeRevision());

    /// <summary>Something about it changed: its reactions.</summary>
    public void Touch(Room room) => Revision = room.TakeRevision();

    /// <summary>The text as it is kept.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field text: empty where there is no image, too long, or with characters that are no text.</exception>
    public static string ValidateText(string text, bool hasImages)
    {
        text = TextRules.Validate(text, "text", "A message");
        return text.Length > 0 || hasImages ? text : throw new FaultException(Fault.Invalid, "text", "A message needs a text or an image.");
    }

    internal static void Map(ModelBuilder model) =>
        model.Entity<Message>(message =>
        {
            message.ToTable("messages").HasKey(m => new { m.RoomId, m.Id });
            message.Property(m => m.Text).HasMaxLength(TextRules.MaxBytes);
            message.HasIndex(m => new { m.RoomId, m.Sequence }).IsUnique();
            message.HasIndex(m => new { m.RoomId, m.Revision });
            message.HasIndex(m => new { m.SenderId, m.Id }).IsUnique();
            message.HasIndex(m => m.MentionIds).AsGin().HasFilter("mention_ids <> '{}'");
            message.HasOne<Room>().WithMany().HasForeignKey(m => m.RoomId);
        });
}
