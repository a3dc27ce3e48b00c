using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Npgsql;
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
    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Invalid"/> (id, text, replyTo, images, alts), <see cref="Fault.Conflict"/> when the id
    /// was used for another message, <see cref="Fault.Forbidden"/> in a direct room with a blocked or deleted person,
    /// <see cref="Fault.Unavailable"/>, <see cref="Fault.TooMany"/>.
    /// </exception>
    public override async Task<MessageView> SendMessage(SendMessageRequest request, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        try
        {
            var sent = await SendAsync(request, me, stop);
            // Of a repeated message, whose images were stored the first time.
            await uploads.DeleteUnusedAsync(me, request.ImageIds.Except(sent.Images.Select(i => i.Id)), stop);
            return sent;
        }
        catch (FaultException)
        {
            await uploads.DeleteUnusedAsync(me, request.ImageIds, stop);
            throw;
        }
    }

    async Task<MessageView> SendAsync(SendMessageRequest request, Guid me, CancellationToken stop)
    {
        var room = Ids.Room(request.RoomId);
        if (!Guid.TryParse(request.Id, out var id) || id == Guid.Empty)
            throw new FaultException(Fault.Invalid, "id", "A message needs an id of its own: a UUID that its sender made.");
        var text = Message.ValidateText(request.Text, hasImages: request.ImageIds.Count > 0);
        var replyTo = ReplyTarget(request.ReplyTo);
        await db.EnsureMemberAsync(room, me, stop);
        var images = await uploads.ClaimImagesAsync(me, request, stop);
        var hash = Message.HashOf(room, text, replyTo, images.Select(i => (i.Hash, i.Alt)));
        if (await FindSentAsync(me, id, hash, stop) is { } sent)
            return await ViewAsync(sent, me, stop);
        await limits.CountMessageAsync(me, room, stop);
        var mentions = await FindMentionedAsync(room, text, stop);
        try
        {
            var (message, isNew) = await SendAsync(room, id, me, text, replyTo, mentions, images, hash, stop);
            message.EnsureSame(hash);
            var view = await ViewAsync(message, me, stop);
            if (isNew)
                live.ToRoom(room, LiveEvents.Message, LiveMessage.From(view));
            return view;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // The sender used the id in another room at the same moment, or another member used it in this one.
            throw Message.Taken();
        }
    }

    async Task<(Message Message, bool IsNew)> SendAsync(
        Guid id,
        Guid messageId,
        Guid me,
        string text,
        Guid? replyTo,
        Guid[] mentions,
        IReadOnlyList<SentImage> images,
        byte[] hash,
        CancellationToken stop
    )
    {
        using var permit = await hotRooms.EnterAsync(id, stop);
        await using var transaction = await db.BeginAsync(stop);
        var (room, member, deleted) = await db.LockRoomAsync(id, me, mentions, stop);
        // The same message may have come by another connection meanwhile.
        var before = await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.SenderId == me && m.Id == messageId, stop);
        if (before is not null)
            return (before, false);
        await db.EnsureMayWriteAsync(room, me, stop);
        if (replyTo is not null && !await db.Messages.AnyAsync(m => m.RoomId == id && m.Id == replyTo && m.DeletedAt == null, stop))
            throw new FaultException(Fault.Invalid, "replyTo", "There is no such message in this room.");
        var message = Message.Create(room, messageId, me, text, replyTo, [.. mentions.Except(deleted)], images.Count, hash, Now);
        // Who writes has read.
        member.ReadSequence = message.Sequence;
        db.Messages.Add(message);
        db.MessageImages.AddRange(images.Select((image, position) => image.ToRow(message, position)));
        await db.PublishMentionsAsync(message, stop);
        await db.SaveChangesAsync(stop);
        await db.StoreWordsAsync(message, stop);
        await transaction.CommitAsync(stop);
        return (message, true);
    }

    /// <summary>What the caller sent under this id before.</summary>
    async Task<Message?> FindSentAsync(Guid me, Guid id, byte[] hash, CancellationToken stop)
    {
        var sent = await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.SenderId == me && m.Id == id, stop);
        sent?.EnsureSame(hash);
        return sent;
    }

    static Guid? ReplyTarget(string text) =>
        text.Length == 0 ? null
        : Guid.TryParse(text, out var id) ? id
        : throw new FaultException(Fault.Invalid, "replyTo", "There is no such message in this room.");
}
