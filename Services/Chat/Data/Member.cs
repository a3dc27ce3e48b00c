using Microsoft.EntityFrameworkCore;

namespace Social.Chats.Data;

/// <summary>A person in a room.</summary>
public sealed class Member
{
    /// <summary>So many rooms a person may be in, direct ones aside.</summary>
    public const int MaxRooms = 500;

    /// <summary>Whoever is in so many direct rooms opens no more. Others may still open one with them.</summary>
    public const int MaxDirectRooms = 2_000;

    public Guid RoomId { get; init; }
    public Guid UserId { get; init; }

    /// <summary>May rename and delete the room, remove members and delete anybody's messages.</summary>
    public bool Owner { get; set; }
    public DateTimeOffset JoinedAt { get; init; }

    /// <summary>The sequence up to which this person has read; never smaller than before.</summary>
    public long ReadSequence { get; set; }

    internal static void Map(ModelBuilder model) =>
        model.Entity<Member>(member =>
        {
            member.ToTable("members").HasKey(m => new { m.RoomId, m.UserId });
            member.HasIndex(m => m.UserId);
            member.HasOne<Room>().WithMany().HasForeignKey(m => m.RoomId);
        });
}
