using Microsoft.EntityFrameworkCore;
using Social.Messaging.Blocks;
using Social.Messaging.DeletedUsers;
using Social.ServiceDefaults.Errors;

namespace Social.Chats.Data;

/// <summary>The one way into a room: by being a member of it.</summary>
static class RoomAccess
{
    /// <summary>
    /// Locks the room's row until the open transaction ends, so that whatever is numbered or counted in it has one order. First the
    /// caller's account, as whoever erases one takes it before the rooms.
    /// </summary>
    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/> for all but members, <see cref="Fault.Unauthenticated"/> when the account was deleted.
    /// </exception>
    public static async Task<(Room Room, Member Me)> LockRoomAsync(this ChatDbContext db, Guid room, Guid me, CancellationToken stop)
    {
        var (locked, member, _) = await db.LockRoomAsync(room, me, [], stop);
        return (locked, member);
    }

    /// <inheritdoc cref="LockRoomAsync(ChatDbContext, Guid, Guid, CancellationToken)"/>
    /// <returns>With those of the mentioned whose accounts were deleted; the others stay until the transaction ends.</returns>
    public static async Task<(Room Room, Member Me, IReadOnlySet<Guid> Deleted)> LockRoomAsync(
        this ChatDbContext db,
        Guid room,
        Guid me,
        Guid[] mentioned,
        CancellationToken stop
    )
    {
        var deleted = await db.LockAndFindDeletedUsersAsync([me, .. mentioned], stop);
        if (deleted.Contains(me))
            throw AccountDeleted();
        // Strangers do not get as far as the lock.
        var found = await db
            .Rooms.FromSql(
                $"""
                select * from rooms
                where id = {room} and exists (select from members where room_id = {room} and user_id = {me})
                for no key update
                """
            )
            .ToListAsync(stop);
        // Asked again: while the lock was waited for, the caller may have been removed.
        return found is [var locked] && await db.Members.SingleOrDefaultAsync(m => m.RoomId == room && m.UserId == me, stop) is { } member
            ? (locked, member, deleted)
            : throw NoSuchRoom();
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public static async Task EnsureMemberAsync(this ChatDbContext db, Guid room, Guid me, CancellationToken stop)
    {
        if (!await db.Members.AnyAsync(m => m.RoomId == room && m.UserId == me, stop))
            throw NoSuchRoom();
    }

    /// <summary>Keeps the account from being deleted until the open transaction ends.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Unauthenticated"/> when it was deleted.</exception>
    public static async Task EnsureAccountExistsAsync(this ChatDbContext db, Guid me, CancellationToken stop)
    {
        if ((await db.LockAndFindDeletedUsersAsync([me], stop)).Count > 0)
            throw AccountDeleted();
    }

    /// <summary>In a direct room nobody writes to somebody whom they blocked, who blocked them, or who is not there any more.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Forbidden"/>.</exception>
    public static async Task EnsureMayWriteAsync(this ChatDbContext db, Room room, Guid me, CancellationToken stop)
    {
        if (!room.Direct)
            return;
        if (room.PeerOf(me) is not { } peer || await db.BlockedEitherWay(me).ContainsAsync(peer, stop))
            throw new FaultException(Fault.Forbidden, "You can't write to this person.");
    }

    /// <exception cref="FaultException"><see cref="Fault.Forbidden"/>.</exception>
    public static void EnsureOwner(this Member member)
    {
        if (!member.Owner)
            throw new FaultException(Fault.Forbidden, "Only an owner of the room can do that.");
    }

    public static FaultException AccountDeleted() => new(Fault.Unauthenticated, "This account was deleted.");

    public static FaultException NoSuchRoom() => new(Fault.NotFound, "There is no such room.");
}
