using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;
using Social.Contracts;
using Social.Messaging.Blocks;
using Social.Messaging.DeletedUsers;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Chats.Api;

public sealed partial class ChatApi
{
    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/> for those who are not there or not for the caller, <see cref="Fault.Invalid"/> for oneself,
    /// <see cref="Fault.Conflict"/> where it is a new room and the caller is in too many direct ones, <see cref="Fault.Unavailable"/>,
    /// <see cref="Fault.TooMany"/>.
    /// </exception>
    public override async Task<OpenDirectReply> OpenDirect(OpenDirectRequest request, ServerCallContext context)
    {
        var (me, now, stop) = (context.CallerId(), Now, context.CancellationToken);
        var peer = Guid.TryParse(request.UserId, out var id) ? id : throw Ids.NoSuchPerson();
        if (peer == me)
            throw new FaultException(Fault.Invalid, "username", "A direct room is for two.");
        var (low, high) = me < peer ? (me, peer) : (peer, me);
        if (await FindDirectAsync(low, high, stop) is { } known)
            return new() { Room = await views.GetAsync(known, me, stop) };
        await limits.CountChangeAsync(me, stop);
        var found = await profiles.GetProfilesAsync(new() { UserIds = { peer.ToString() } }, cancellationToken: stop);
        if (found.Profiles.Count == 0)
            throw Ids.NoSuchPerson();
        var made = await CreateDirectAsync(low, high, me, now, stop);
        var room = made ?? await FindDirectAsync(low, high, stop) ?? throw Ids.NoSuchPerson();
        if (made is not null)
        {
            live.Admit(room, me);
            live.Admit(room, peer);
        }
        return new() { Room = await views.GetAsync(room, me, stop), Created = made is not null };
    }

    /// <returns>Null when the other one opened it at the same time.</returns>
    async Task<Guid?> CreateDirectAsync(Guid low, Guid high, Guid me, DateTimeOffset now, CancellationToken stop)
    {
        await using var transaction = await db.BeginAsync(stop);
        var deleted = await db.LockAndFindDeletedUsersAsync([low, high], stop);
        if (deleted.Contains(me))
            throw RoomAccess.AccountDeleted();
        if (deleted.Count > 0 || await db.BlockedEitherWay(me).AnyAsync(person => person == low || person == high, stop))
            throw Ids.NoSuchPerson();
        await EnsureRoomForAsync(me, direct: true, stop);
        var id = Guid.CreateVersion7(now);
        var made = await db.Database.ExecuteSqlAsync(
            $"""
            with room as (
                insert into rooms (id, name, direct, low_id, high_id, members, last_sequence, revision, created_at, active_at)
                values ({id}, '', true, {low}, {high}, 2, 0, 0, {now}, {now})
                on conflict (low_id, high_id) do nothing
                returning id
            )
            insert into members (room_id, user_id, owner, joined_at, read_sequence)
            select room.id, person.id, false, {now}, 0 from room, (values ({low}), ({high})) as person (id)
            """,
            stop
        );
        await transaction.CommitAsync(stop);
        return made > 0 ? id : null;
    }

    Task<Guid?> FindDirectAsync(Guid low, Guid high, CancellationToken stop) =>
        db.Rooms.Where(r => r.LowId == low && r.HighId == high).Select(r => (Guid?)r.Id).SingleOrDefaultAsync(stop);
}
