using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;
using Social.Contracts;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Chats.Api;

public sealed partial class ChatApi
{
    const int MaxInvites = 100;

    byte[] InviteSecret => tokens.Value.DeriveKey("chat invites");

    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Invalid"/>, <see cref="Fault.Conflict"/>: a direct room, too many invites or another
    /// request's idempotency key; <see cref="Fault.Malformed"/>, <see cref="Fault.TooMany"/>.
    /// </exception>
    public override async Task<CreatedInvite> CreateInvite(CreateInviteRequest request, ServerCallContext context)
    {
        var (me, id, now, stop) = (context.CallerId(), Ids.Room(request.RoomId), Now, context.CancellationToken);
        await db.EnsureMemberAsync(id, me, stop);
        var key = IdempotencyRecord.ValidateKey(request.IdempotencyKey);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"invite\0{id}\0{request.MaxUses}\0{request.ExpiresInHours}"));
        if (await db.FindIdempotencyRecordAsync(me, key, now, stop) is { } record)
            return await ReplayInviteAsync(record, hash, stop);
        await limits.CountChangeAsync(me, stop);
        await using (var transaction = await db.BeginAsync(stop))
        {
            var (room, _) = await db.LockRoomAsync(id, me, stop);
            room.EnsureGroup();
            var invite = Invite.Create(id, me, request.MaxUses, request.ExpiresInHours, InviteSecret, now);
            if (await db.TryClaimAsync(me, key, hash, invite.Id, now, stop))
            {
                if (await GoodInvites(id, now).CountAsync(stop) >= MaxInvites)
                    throw new FaultException(Fault.Conflict, $"A room has at most {MaxInvites} invites: revoke some first.");
                db.Invites.Add(invite);
                await db.SaveChangesAsync(stop);
                await transaction.CommitAsync(stop);
                return ToCreated(invite);
            }
        }
        // The same request was faster by another connection.
        return await ReplayInviteAsync((await db.FindIdempotencyRecordAsync(me, key, now, stop))!, hash, stop);
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public override async Task<InviteList> ListInvites(ListInvitesRequest request, ServerCallContext context)
    {
        var (me, id, now, stop) = (context.CallerId(), Ids.Room(request.RoomId), Now, context.CancellationToken);
        var member =
            await db.Members.AsNoTracking().SingleOrDefaultAsync(m => m.RoomId == id && m.UserId == me, stop)
            ?? throw RoomAccess.NoSuchRoom();
        var good = GoodInvites(id, now).AsNoTracking();
        if (!member.Owner)
            good = good.Where(i => i.CreatedBy == me);
        var found = await good.OrderByDescending(i => i.Id).Take(MaxInvites).ToListAsync(stop);
        return new() { Invites = { found.Select(ToView) } };
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/>.</exception>
    public override async Task<RevokeInviteReply> RevokeInvite(RevokeInviteRequest request, ServerCallContext context)
    {
        var (me, id, stop) = (context.CallerId(), Ids.Room(request.RoomId), context.CancellationToken);
        await using var transaction = await db.BeginAsync(stop);
        var (_, member) = await db.LockRoomAsync(id, me, stop);
        var invite = Guid.TryParse(request.Id, out var asked)
            ? await db.Invites.SingleOrDefaultAsync(i => i.Id == asked && i.RoomId == id, stop)
            : null;
        if (invite is null)
            return new();
        if (invite.CreatedBy != me)
            member.EnsureOwner();
        db.Invites.Remove(invite);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return new();
    }

    /// <summary>Those by which somebody may still join: no others are listed, and no others count.</summary>
    IQueryable<Invite> GoodInvites(Guid room, DateTimeOffset now) =>
        db.Invites.Where(i => i.RoomId == room && i.ExpiresAt > now && (i.MaxUses == null || i.Uses < i.MaxUses));

    async Task<CreatedInvite> ReplayInviteAsync(IdempotencyRecord record, byte[] hash, CancellationToken stop)
    {
        record.EnsureSameRequest(hash);
        var invite = await db.Invites.AsNoTracking().SingleOrDefaultAsync(i => i.Id == record.MadeId, stop);
        return invite is null ? throw NoSuchInvite() : ToCreated(invite);
    }

    CreatedInvite ToCreated(Invite invite) => new() { Invite = ToView(invite), Token = Invite.TokenOf(invite.Id, InviteSecret) };

    static InviteView ToView(Invite invite) =>
        new()
        {
            Id = invite.Id.ToString(),
            CreatedBy = invite.CreatedBy?.ToString() ?? "",
            CreatedAt = Timestamp.FromDateTimeOffset(invite.CreatedAt),
            ExpiresAt = Timestamp.FromDateTimeOffset(invite.ExpiresAt),
            MaxUses = invite.MaxUses ?? 0,
            Uses = invite.Uses,
        };

    static FaultException NoSuchInvite() => new(Fault.NotFound, "This invite is no longer valid.");
}
