using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;
using Social.Contracts;
using Social.ServiceDefaults;

namespace Social.Chats.Api;

/// <summary>Rooms as a member sees them.</summary>
public sealed class RoomViews(ChatDbContext db, MessageViews messages)
{
    // Set by names: what a constructor took could not be filtered or sorted by in the database.
    sealed class Row
    {
        public required Room Room { get; init; }
        public required Member Me { get; init; }
        public Message? Last { get; init; }
    }

    /// <exception cref="ServiceDefaults.Errors.FaultException"><see cref="ServiceDefaults.Errors.Fault.NotFound"/>.</exception>
    public async Task<RoomView> GetAsync(Guid room, Guid me, CancellationToken stop)
    {
        var found = await RowsOf(me).Where(row => row.Room.Id == room).ToListAsync(stop);
        return found.Count > 0 ? (await ComposeAsync(found, me, stop))[0] : throw RoomAccess.NoSuchRoom();
    }

    public async Task<RoomPage> ListAsync(Guid me, (DateTimeOffset Time, Guid Id)? last, int limit, CancellationToken stop)
    {
        var rows = RowsOf(me);
        if (last is var (time, id))
            rows = rows.Where(row => row.Room.ActiveAt < time || (row.Room.ActiveAt == time && row.Room.Id < id));
        var page = await rows.OrderByDescending(row => row.Room.ActiveAt)
            .ThenByDescending(row => row.Room.Id)
            .Take(limit + 1)
            .ToListAsync(stop);
        return new()
        {
            Rooms = { await ComposeAsync([.. page.Take(limit)], me, stop) },
            Next = page.Count > limit ? TimeCursor.After(page[limit - 1].Room.ActiveAt, page[limit - 1].Room.Id) : "",
        };
    }

    IQueryable<Row> RowsOf(Guid me) =>
        from member in db.Members.AsNoTracking()
        where member.UserId == me
        join room in db.Rooms.AsNoTracking() on member.RoomId equals room.Id
        join message in db.Messages.AsNoTracking()
            on new { RoomId = room.Id, Sequence = room.LastSequence } equals new { message.RoomId, message.Sequence }
            into lasts
        from last in lasts.DefaultIfEmpty()
        select new Row
        {
            Room = room,
            Me = member,
            Last = last,
        };

    async Task<IReadOnlyList<RoomView>> ComposeAsync(List<Row> rows, Guid me, CancellationToken stop)
    {
        var lasts = (await messages.ComposeAsync([.. rows.Select(row => row.Last).OfType<Message>()], me, stop)).ToDictionary(m =>
            m.RoomId
        );
        return [.. rows.Select(row => View(row, me, lasts))];
    }

    static RoomView View(Row row, Guid me, Dictionary<string, MessageView> lasts)
    {
        var id = row.Room.Id.ToString();
        return new()
        {
            Id = id,
            Name = row.Room.Name,
            Direct = row.Room.Direct,
            PeerId = row.Room.PeerOf(me)?.ToString() ?? "",
            Members = row.Room.Members,
            Owned = row.Me.Owner,
            LastSequence = row.Room.LastSequence,
            Revision = row.Room.Revision,
            ReadSequence = row.Me.ReadSequence,
            LastMessage = lasts.GetValueOrDefault(id),
            CreatedAt = Timestamp.FromDateTimeOffset(row.Room.CreatedAt),
        };
    }
}
