using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Chats.Data;

/// <summary>A place where its members write to each other: a group, or the direct room of two people.</summary>
public sealed class Room
{
    public static readonly TextRules NameRules = new(80, Lines: false);
    public const int MaxMembers = 500;

    /// <summary>UUID version 7.</summary>
    public Guid Id { get; private init; }

    /// <summary>Empty for a direct room.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Whether it belongs to two people: it has no name, no invites, and nobody joins or leaves it.</summary>
    public bool Direct { get; private init; }

    /// <summary>The pair of a direct room, the smaller id first; null once that account was deleted.</summary>
    public Guid? LowId { get; private init; }

    /// <inheritdoc cref="LowId"/>
    public Guid? HighId { get; private init; }

    /// <summary>How many rows of members there are: changed in their transaction only.</summary>
    public int Members { get; private set; }

    /// <summary>Of the latest message; changed under the row's lock only, so the numbers have no gaps.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Grows by one with every message and with every change of one, under the row's lock.</summary>
    public long Revision { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When it was written to last, or made.</summary>
    public DateTimeOffset ActiveAt { get; private set; }

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field name.</exception>
    public static Room Create(string name, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            Name = ValidateName(name),
            CreatedAt = now,
            ActiveAt = now,
        };

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field name.</exception>
    public static string ValidateName(string name)
    {
        name = NameRules.Validate(name, "name", "A name");
        return name.Length > 0 ? name : throw new FaultException(Fault.Invalid, "name", "A room needs a name.");
    }

    public void Rename(string name) => Name = ValidateName(name);

    /// <exception cref="FaultException"><see cref="Fault.Conflict"/>: it is a direct room.</exception>
    public void EnsureGroup()
    {
        if (Direct)
            throw new FaultException(Fault.Conflict, "A direct room belongs to two people: it has neither a name nor further members.");
    }

    /// <exception cref="FaultException"><see cref="Fault.Conflict"/>: it is full.</exception>
    public void AddMember()
    {
        if (Members >= MaxMembers)
            throw new FaultException(Fault.Conflict, $"The room has {MaxMembers} members and is full.");
        Members++;
    }

    public void RemoveMember() => Members--;

    /// <summary>The place of the next message.</summary>
    public (long Sequence, long Revision) TakeNext(DateTimeOffset now)
    {
        ActiveAt = now;
        return (++LastSequence, ++Revision);
    }

    /// <summary>The revision of a change of a message.</summary>
    public long TakeRevision() => ++Revision;

    /// <summary>The other one of a direct room.</summary>
    public Guid? PeerOf(Guid member) =>
        !Direct ? null
        : LowId == member ? HighId
        : LowId;

    internal static void Map(ModelBuilder model) =>
        model.Entity<Room>(room =>
        {
            room.ToTable("rooms").HasKey(r => r.Id);
            room.Property(r => r.Name).HasMaxLength(NameRules.MaxBytes);
            // One room for each pair, whoever opens it first.
            room.HasIndex(r => new { r.LowId, r.HighId }).IsUnique();
            room.HasIndex(r => r.HighId);
        });
}
