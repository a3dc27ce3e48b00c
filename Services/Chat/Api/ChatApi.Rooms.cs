using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;
using Social.Chats.Events;
using Social.Chats.Live;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Chats.Api;

public sealed partial class ChatApi
{
    /// <exception cref="FaultException">
    /// <see cref="Fault.Invalid"/> (name), <see cref="Fault.Conflict"/> for another request's idempotency key or too many rooms,
    /// <see cref="Fault.Malformed"/>, <see cref="Fault.TooMany"/>.
    /// </exception>
    public override async Task<RoomView> CreateRoom(CreateRoomRequest request, ServerCallContext context)
    {
        var (me, now, stop) = (context.CallerId(), Now, context.CancellationToken);
        var key = IdempotencyRecord.ValidateKey(request.IdempotencyKey);
        var room = Room.Create(request.Name, now);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"room\0{room.Name}"));
        if (await db.FindIdempotencyRecordAsync(me, key, now, stop) is { } record)
            return await ReplayRoomAsync(record, hash, me, stop);
        await limits.CountChangeAsync(me, stop);
        await using (var transaction = await db.BeginAsync(stop))
        {
            await db.EnsureAccountExistsAsync(me, stop);
            if (await db.TryClaimAsync(me, key, hash, room.Id, now, stop))
            {
                await AddMemberAsync(room, me, owner: true, now, stop);
                db.Rooms.Add(room);
                await db.SaveChangesAsync(stop);
                await transaction.CommitAsync(stop);
                live.Admit(room.Id, me);
                return await views.GetAsync(room.Id, me, stop);
            }
        }
        // The same request was faster by another connection.
        return await ReplayRoomAsync((await db.FindIdempotencyRecordAsync(me, key, now, stop))!, hash, me, stop);
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public override Task<RoomView> GetRoom(GetRoomRequest request, ServerCallContext context) =>
        views.GetAsync(Ids.Room(request.Id), context.CallerId(), context.CancellationToken);

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>: cursor or limit.</exception>
    public override Task<RoomPage> ListRooms(ListRoomsRequest request, ServerCallContext context) =>
        views.ListAsync(context.CallerId(), TimeCursor.Read(request.Cursor), Paging.Limit(request.Limit), context.CancellationToken);

    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/>, <see cref="Fault.Invalid"/> (name), <see cref="Fault.Conflict"/>: a
    /// direct room.
    /// </exception>
    public override async Task<RoomView> RenameRoom(RenameRoomRequest request, ServerCallContext context)
    {
        var (me, id, stop) = (context.CallerId(), Ids.Room(request.Id), context.CancellationToken);
        await limits.CountChangeAsync(me, stop);
        await using (var transaction = await db.BeginAsync(stop))
        {
            var (room, member) = await db.LockRoomAsync(id, me, stop);
            room.EnsureGroup();
            member.EnsureOwner();
            room.Rename(request.Name);
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            live.ToRoom(id, LiveEvents.Renamed, new RoomRenamed(id, room.Name));
        }
        return await views.GetAsync(id, me, stop);
    }

    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/>, <see cref="Fault.Conflict"/>: a direct room.
    /// </exception>
    public override async Task<DeleteRoomReply> DeleteRoom(DeleteRoomRequest request, ServerCallContext context)
    {
        var (me, id, stop) = (context.CallerId(), Ids.Room(request.Id), context.CancellationToken);
        await using var transaction = await db.BeginAsync(stop);
        var (room, member) = await db.LockRoomAsync(id, me, stop);
        room.EnsureGroup();
        member.EnsureOwner();
        await db.DeleteImagesAsync(db.MessageImages.Where(i => i.RoomId == id), stop);
        await db.PublishAboutRoomAsync(id, new RoomDeleted { RoomId = id.ToString() }, stop);
        await db.SaveChangesAsync(stop);
        // With its members, messages and invites.
        await db.Rooms.Where(r => r.Id == id).ExecuteDeleteAsync(stop);
        await transaction.CommitAsync(stop);
        live.ToRoom(id, LiveEvents.Removed, new RoomRemoved(id));
        return new();
    }

    public override async Task<UnreadMessages> CountUnreadMessages(CountUnreadMessagesRequest request, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        var unread = await db
            .Members.Where(m => m.UserId == me)
            .Join(db.Rooms, m => m.RoomId, r => r.Id, (m, r) => r.LastSequence - m.ReadSequence)
            .Where(count => count > 0)
            .GroupBy(_ => 1)
            .Select(all => new { Messages = all.Sum(), Rooms = all.Count() })
            .SingleOrDefaultAsync(stop);
        return new() { Messages = unread?.Messages ?? 0, Rooms = unread?.Rooms ?? 0 };
    }

    async Task<RoomView> ReplayRoomAsync(IdempotencyRecord record, byte[] hash, Guid me, CancellationToken stop)
    {
        record.EnsureSameRequest(hash);
        return await views.GetAsync(record.MadeId, me, stop);
    }

    /// <summary>One more member of a new or locked room, who has read what there is.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Conflict"/>: the room is full, or the person is in too many.</exception>
    async Task AddMemberAsync(Room room, Guid user, bool owner, DateTimeOffset now, CancellationToken stop)
    {
        await EnsureRoomForAsync(user, direct: false, stop);
        room.AddMember();
        db.Members.Add(
            new()
            {
                RoomId = room.Id,
                UserId = user,
                Owner = owner,
                JoinedAt = now,
                ReadSequence = room.LastSequence,
            }
        );
    }

    /// <summary>Direct rooms are another count, so that nobody is kept out of rooms by those whom others open with them.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Conflict"/>: the person is in too many rooms of this kind.</exception>
    async Task EnsureRoomForAsync(Guid user, bool direct, CancellationToken stop)
    {
        var (most, kind) = direct ? (Member.MaxDirectRooms, "direct rooms") : (Member.MaxRooms, "rooms");
        var rooms = db.Members.Where(m => m.UserId == user).Join(db.Rooms, m => m.RoomId, r => r.Id, (_, r) => r.Direct);
        if (await rooms.CountAsync(isDirect => isDirect == direct, stop) >= most)
            throw new FaultException(Fault.Conflict, $"A person is in {most:N0} {kind} at most.");
    }
}
