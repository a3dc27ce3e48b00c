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
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>, <see cref="Fault.Malformed"/>: cursor or limit.</exception>
    public override async Task<MemberPage> ListMembers(ListMembersRequest request, ServerCallContext context)
    {
        var (me, room, stop) = (context.CallerId(), Ids.Room(request.RoomId), context.CancellationToken);
        var limit = Paging.Limit(request.Limit);
        var last = TimeCursor.Read(request.Cursor);
        await db.EnsureMemberAsync(room, me, stop);
        var members = db.Members.AsNoTracking().Where(m => m.RoomId == room);
        if (last is var (time, id))
            members = members.Where(m => m.JoinedAt > time || (m.JoinedAt == time && m.UserId > id));
        var page = await members
            .OrderBy(m => m.JoinedAt)
            .ThenBy(m => m.UserId)
            .Select(m => new MemberRow(m, db.LastSeen.Where(s => s.UserId == m.UserId).Select(s => (DateTimeOffset?)s.At).FirstOrDefault()))
            .Take(limit + 1)
            .ToListAsync(stop);
        var shown = page.Take(limit).ToList();
        var online = await presence.FindOnlineAsync([.. shown.Select(row => row.Member.UserId)], stop);
        return new()
        {
            Members = { shown.Select(row => row.ToView(online.Contains(row.Member.UserId))) },
            Next = page.Count > limit ? TimeCursor.After(shown[^1].Member.JoinedAt, shown[^1].Member.UserId) : "",
        };
    }

    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/>, <see cref="Fault.Conflict"/>: a direct room, or the last owner.
    /// </exception>
    public override async Task<MemberView> SetRole(SetRoleRequest request, ServerCallContext context)
    {
        var (me, id, stop) = (context.CallerId(), Ids.Room(request.RoomId), context.CancellationToken);
        await db.EnsureMemberAsync(id, me, stop);
        await limits.CountChangeAsync(me, stop);
        var user = await ResolveAsync(request.Username, stop);
        await using var transaction = await db.BeginAsync(stop);
        var (room, caller) = await db.LockRoomAsync(id, me, stop);
        room.EnsureGroup();
        caller.EnsureOwner();
        var member = await db.Members.SingleOrDefaultAsync(m => m.RoomId == id && m.UserId == user, stop) ?? throw Ids.NoSuchPerson();
        if (member.Owner && !request.Owner && !await db.Members.AnyAsync(m => m.RoomId == id && m.Owner && m.UserId != user, stop))
            throw new FaultException(Fault.Conflict, "A room keeps at least one owner: hand it over first.");
        member.Owner = request.Owner;
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return new MemberRow(member, LastSeen: null).ToView(online: false);
    }

    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/>, <see cref="Fault.Conflict"/>: a direct room.
    /// </exception>
    public override async Task<RemoveMemberReply> RemoveMember(RemoveMemberRequest request, ServerCallContext context)
    {
        var (me, id, stop) = (context.CallerId(), Ids.Room(request.RoomId), context.CancellationToken);
        await db.EnsureMemberAsync(id, me, stop);
        var user = request.Username.Length == 0 ? me : await ResolveAsync(request.Username, stop);
        await using var transaction = await db.BeginAsync(stop);
        var (room, caller) = await db.LockRoomAsync(id, me, stop);
        room.EnsureGroup();
        if (user != me)
            caller.EnsureOwner();
        if (await db.Members.Where(m => m.RoomId == id && m.UserId == user).ExecuteDeleteAsync(stop) == 0)
            throw Ids.NoSuchPerson();
        // Who was removed does not come back by a link of their own.
        if (user != me)
            await db.Invites.Where(i => i.RoomId == id && i.CreatedBy == user).ExecuteDeleteAsync(stop);
        room.RemoveMember();
        await db.PublishAboutRoomAsync(id, new RoomMemberRemoved { RoomId = id.ToString(), UserId = user.ToString() }, stop);
        await db.SaveChangesAsync(stop);
        await db.SettleAsync([id], stop);
        await transaction.CommitAsync(stop);
        var left = new MemberLeft(id, user, room.LastSequence, room.Revision);
        live.ToRoom(id, LiveEvents.Left, left);
        live.Dismiss(id, user, left);
        return new();
    }
}
