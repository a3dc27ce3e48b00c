using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;
using Social.Chats.Live;
using Social.Contracts;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Chats.Api;

public sealed partial class MessageApi
{
    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Invalid"/> (emoji), <see cref="Fault.Forbidden"/> in a direct room with a blocked or
    /// deleted person, <see cref="Fault.TooMany"/>.
    /// </exception>
    public override Task<ReactionReply> AddReaction(ReactionRequest request, ServerCallContext context) =>
        ReactAsync(
            request,
            context,
            add: true,
            (room, id, me, emoji, stop) =>
                db.Database.ExecuteSqlAsync(
                    $"""
                    insert into reactions (room_id, message_id, user_id, symbol, at) values ({room}, {id}, {me}, {emoji}, {Now})
                    on conflict do nothing
                    """,
                    stop
                )
        );

    /// <inheritdoc cref="AddReaction"/>
    public override Task<ReactionReply> RemoveReaction(ReactionRequest request, ServerCallContext context) =>
        ReactAsync(
            request,
            context,
            add: false,
            (room, id, me, emoji, stop) =>
                db
                    .Reactions.Where(r => r.RoomId == room && r.MessageId == id && r.UserId == me && r.Symbol == emoji)
                    .ExecuteDeleteAsync(stop)
        );

    delegate Task<int> Change(Guid room, Guid message, Guid me, string emoji, CancellationToken stop);

    async Task<ReactionReply> ReactAsync(ReactionRequest request, ServerCallContext context, bool add, Change change)
    {
        var (me, id, stop) = (context.CallerId(), Ids.Message(request.MessageId), context.CancellationToken);
        var roomId = Ids.Room(request.RoomId);
        await db.EnsureMemberAsync(roomId, me, stop);
        var emoji = Reaction.Parse(request.Emoji);
        await limits.CountMessageAsync(me, roomId, stop);
        using var permit = await hotRooms.EnterAsync(roomId, stop);
        await using var transaction = await db.BeginAsync(stop);
        var (room, _) = await db.LockRoomAsync(roomId, me, stop);
        await db.EnsureMayWriteAsync(room, me, stop);
        var message = await FindAsync(room, id, stop);
        if (await change(roomId, id, me, emoji, stop) == 0)
            return new();
        message.Touch(room);
        await db.SaveChangesAsync(stop);
        var count = await db.Reactions.CountAsync(r => r.RoomId == roomId && r.MessageId == id && r.Symbol == emoji, stop);
        await transaction.CommitAsync(stop);
        live.ToRoom(
            roomId,
            LiveEvents.Reaction,
            new MessageReaction(roomId, id, message.Sequence, message.Revision, room.LastSequence, me, emoji, add, count)
        );
        return new();
    }
}
