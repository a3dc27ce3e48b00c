using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;
using Social.Chats.Events;
using Social.Chats.Live;
using Social.Contracts;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Chats.Api;

public sealed partial class MessageApi
{
    const int MaxEdits = 100;

    /// <summary>Another text for the caller's own message. The same text changes nothing.</summary>
    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/>, <see cref="Fault.Invalid"/> (text), <see cref="Fault.Conflict"/>: edited
    /// too often; <see cref="Fault.Unavailable"/>, <see cref="Fault.TooMany"/>.
    /// </exception>
    public override async Task<MessageView> EditMessage(EditMessageRequest request, ServerCallContext context)
    {
        var (me, id, stop) = (context.CallerId(), Ids.Message(request.Id), context.CancellationToken);
        var roomId = Ids.Room(request.RoomId);
        var text = Message.ValidateText(request.Text, hasImages: true);
        await db.EnsureMemberAsync(roomId, me, stop);
        await limits.CountMessageAsync(me, roomId, stop);
        var mentions = await FindMentionedAsync(roomId, text, stop);
        await using var transaction = await db.BeginAsync(stop);
        var (room, _, deleted) = await db.LockRoomAsync(roomId, me, mentions, stop);
        await db.EnsureMayWriteAsync(room, me, stop);
        var message = await FindAsync(room, id, stop);
        if (message.SenderId != me)
            throw new FaultException(Fault.Forbidden, "Only its sender edits a message.");
        Message.ValidateText(text, message.ImageCount > 0);
        if (message.Text == text)
            return await ViewAsync(message, me, stop);
        if (await db.MessageEdits.CountAsync(e => e.RoomId == roomId && e.MessageId == id, stop) >= MaxEdits)
            throw new FaultException(Fault.Conflict, $"A message is edited {MaxEdits} times at most.");
        var before = message.MentionIds;
        db.MessageEdits.Add(message.Edit(room, text, [.. mentions.Except(deleted)], Now));
        await db.PublishRemovedMentionsAsync(message, before, stop);
        await db.SaveChangesAsync(stop);
        await db.StoreWordsAsync(message, stop);
        await transaction.CommitAsync(stop);
        var view = await ViewAsync(message, me, stop);
        live.ToRoom(roomId, LiveEvents.Edited, LiveMessage.From(view));
        return view;
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/>.</exception>
    public override async Task<MessageEdits> ListMessageEdits(ListMessageEditsRequest request, ServerCallContext context)
    {
        var (me, room, stop) = (context.CallerId(), Ids.Room(request.RoomId), context.CancellationToken);
        var id = Ids.Message(request.Id);
        await db.EnsureMemberAsync(room, me, stop);
        var sender = await db
            .Messages.Where(m => m.RoomId == room && m.Id == id && m.DeletedAt == null)
            .Select(m => new { m.SenderId })
            .SingleOrDefaultAsync(stop);
        if ((sender ?? throw Ids.NoSuchMessage()).SenderId != me)
            throw new FaultException(Fault.Forbidden, "Only its sender sees what a message said before.");
        var edits = await db
            .MessageEdits.AsNoTracking()
            .Where(e => e.RoomId == room && e.MessageId == id)
            .OrderByDescending(e => e.Id)
            .Take(MaxEdits)
            .ToListAsync(stop);
        return new()
        {
            Edits = { edits.Select(e => new MessageEditView { Text = e.Text, WrittenAt = Timestamp.FromDateTimeOffset(e.WrittenAt) }) },
        };
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/>.</exception>
    public override async Task<DeleteMessageReply> DeleteMessage(DeleteMessageRequest request, ServerCallContext context)
    {
        var (me, id, stop) = (context.CallerId(), Ids.Message(request.Id), context.CancellationToken);
        await using var transaction = await db.BeginAsync(stop);
        var (room, member) = await db.LockRoomAsync(Ids.Room(request.RoomId), me, stop);
        var message = await db.Messages.SingleOrDefaultAsync(m => m.RoomId == room.Id && m.Id == id, stop) ?? throw Ids.NoSuchMessage();
        if (message.SenderId != me && !member.Owner)
            throw new FaultException(Fault.Forbidden, "A message is deleted by its sender or an owner of the room.");
        if (message.DeletedAt is not null)
            return new();
        await db.DeleteImagesAsync(db.MessageImages.Where(i => i.RoomId == room.Id && i.MessageId == id), stop);
        var before = message.MentionIds;
        message.Delete(room, Now);
        await db.PublishRemovedMentionsAsync(message, before, stop);
        await db.SaveChangesAsync(stop);
        await db.RemoveWordsAsync(message, stop);
        await db.MessageEdits.Where(e => e.RoomId == room.Id && e.MessageId == id).ExecuteDeleteAsync(stop);
        await db.Reactions.Where(r => r.RoomId == room.Id && r.MessageId == id).ExecuteDeleteAsync(stop);
        await transaction.CommitAsync(stop);
        live.ToRoom(room.Id, LiveEvents.Deleted, new MessageDeleted(room.Id, id, message.Sequence, message.Revision, room.LastSequence));
        return new();
    }
}
