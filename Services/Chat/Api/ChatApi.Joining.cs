using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;
using Social.Chats.Live;
using Social.Contracts;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Chats.Api;

public sealed partial class ChatApi
{
    const int MaxToken = 64;

    /// <summary>For whoever holds the token; nobody else learns that there is a room.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public override async Task<InvitePreview> PreviewInvite(PreviewInviteRequest request, ServerCallContext context)
    {
        var (now, stop) = (Now, context.CancellationToken);
        var hash = HashOf(request.Token);
        var found = await db
            .Invites.AsNoTracking()
            .Where(i => i.TokenHash == hash)
            .Join(
                db.Rooms,
                i => i.RoomId,
                r => r.Id,
                (i, r) =>
                    new
                    {
                        Invite = i,
                        r.Name,
                        r.Members,
                    }
            )
            .SingleOrDefaultAsync(stop);
        return found is not null && found.Invite.IsGood(now)
            ? new()
            {
                Name = found.Name,
                Members = found.Members,
                ExpiresAt = Timestamp.FromDateTimeOffset(found.Invite.ExpiresAt),
            }
            : throw NoSuchInvite();
    }

    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Conflict"/>: the room is full or the caller in too many; <see cref="Fault.TooMany"/>.
    /// </exception>
    public override async Task<RoomView> JoinRoom(JoinRoomRequest request, ServerCallContext context)
    {
        var (me, now, stop) = (context.CallerId(), Now, context.CancellationToken);
        var hash = HashOf(request.Token);
        await limits.CountChangeAsync(me, stop);
        var id =
            (await db.Invites.Where(i => i.TokenHash == hash).Select(i => (Guid?)i.RoomId).SingleOrDefaultAsync(stop))
            ?? throw NoSuchInvite();
        await using (var transaction = await db.BeginAsync(stop))
        {
            await db.EnsureAccountExistsAsync(me, stop);
            // The room's lock comes before the invite is read, so the last place goes to one person only.
            var rooms = await db.Rooms.FromSql($"select * from rooms where id = {id} for no key update").ToListAsync(stop);
            var invite = await db.Invites.SingleOrDefaultAsync(i => i.TokenHash == hash, stop);
            if (rooms is not [var room] || invite is null)
                throw NoSuchInvite();
            if (!await db.Members.AnyAsync(m => m.RoomId == id && m.UserId == me, stop))
            {
                if (!invite.IsGood(now))
                    throw NoSuchInvite();
                await AddMemberAsync(room, me, owner: false, now, stop);
                invite.Use();
                await db.SaveChangesAsync(stop);
                await transaction.CommitAsync(stop);
                live.Admit(id, me);
                live.ToRoom(id, LiveEvents.Joined, new MemberJoined(id, me, room.LastSequence, room.Revision));
            }
        }
        return await views.GetAsync(id, me, stop);
    }

    static byte[] HashOf(string token) => token.Length is > 0 and <= MaxToken ? Invite.HashOf(token) : throw NoSuchInvite();
}
