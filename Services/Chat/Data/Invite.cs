using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults.Errors;

namespace Social.Chats.Data;

/// <summary>A link by which people become members. Of its token only the hash is stored.</summary>
public sealed class Invite
{
    public const int DefaultHours = 168;

    const int MaxHours = 720;
    const int TokenBytes = 24;

    /// <summary>UUID version 7.</summary>
    public Guid Id { get; private init; }
    public Guid RoomId { get; private init; }

    /// <summary>Null once the account was deleted.</summary>
    public Guid? CreatedBy { get; private init; }

    /// <summary>SHA-256 of the token.</summary>
    public byte[] TokenHash { get; private init; } = [];
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset ExpiresAt { get; private init; }

    /// <summary>Null: no limit.</summary>
    public int? MaxUses { get; private init; }

    /// <summary>So many people joined by it: changed under the room's lock only.</summary>
    public int Uses { get; private set; }

    /// <param name="room">Where it leads.</param>
    /// <param name="by">Who invites.</param>
    /// <param name="maxUses">1 to 500; 0: no limit.</param>
    /// <param name="hours">1 to 720; 0: a week.</param>
    /// <param name="secret">By which tokens are made from ids, so that a repeated request can be answered again.</param>
    /// <param name="now">From when it is good.</param>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>: maxUses, expiresInHours.</exception>
    public static Invite Create(Guid room, Guid by, int maxUses, int hours, byte[] secret, DateTimeOffset now)
    {
        if (maxUses is < 0 or > Room.MaxMembers)
            throw new FaultException(Fault.Invalid, "maxUses", $"An invite is used 1 to {Room.MaxMembers} times.");
        if (hours is < 0 or > MaxHours)
            throw new FaultException(Fault.Invalid, "expiresInHours", $"An invite is good for 1 to {MaxHours} hours.");
        var id = Guid.CreateVersion7(now);
        return new()
        {
            Id = id,
            RoomId = room,
            CreatedBy = by,
            TokenHash = HashOf(TokenOf(id, secret)),
            CreatedAt = now,
            ExpiresAt = now.AddHours(hours == 0 ? DefaultHours : hours),
            MaxUses = maxUses == 0 ? null : maxUses,
        };
    }

    /// <summary>192 bits that nobody can tell who lacks the secret.</summary>
    public static string TokenOf(Guid id, byte[] secret) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(secret, id.ToByteArray(bigEndian: true)).AsSpan(0, TokenBytes));

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public bool IsGood(DateTimeOffset now) => now < ExpiresAt && (MaxUses is null || Uses < MaxUses);

    public void Use() => Uses++;

    internal static void Map(ModelBuilder model) =>
        model.Entity<Invite>(invite =>
        {
            invite.ToTable("invites").HasKey(i => i.Id);
            invite.HasIndex(i => i.TokenHash).IsUnique();
            invite.HasIndex(i => new { i.RoomId, i.Id });
            invite.HasIndex(i => i.CreatedBy);
            invite.HasIndex(i => i.ExpiresAt);
            invite.HasOne<Room>().WithMany().HasForeignKey(i => i.RoomId);
        });
}
