using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;
using Social.Contracts;
using Social.Messaging;

namespace Social.Chats.Events;

/// <summary>The events of a room, whose row the caller has locked. They are saved with the next SaveChanges.</summary>
static class RoomEvents
{
    /// <summary>Whom a new message mentions, as far as they are members: somebody may have left since they were looked up.</summary>
    public static async Task PublishMentionsAsync(this ChatDbContext db, Message message, CancellationToken stop)
    {
        if (message.MentionIds.Length == 0)
            return;
        var (room, mentioned) = (message.RoomId, message.MentionIds);
        var members = await db
            .Members.Where(m => m.RoomId == room && m.UserId != message.SenderId && mentioned.Contains(m.UserId))
            .Select(m => m.UserId)
            .ToListAsync(stop);
        if (members.Count == 0)
            return;
        await db.PublishAboutRoomAsync(
            room,
            new MessageMentioned
            {
                RoomId = room.ToString(),
                MessageId = message.Id.ToString(),
                SenderId = message.SenderId.ToString(),
                MentionedIds = { members.Select(m => m.ToString()) },
                SentAt = Timestamp.FromDateTimeOffset(message.SentAt),
            },
            stop
        );
    }

    /// <summary>
    /// That a message mentions some of these no longer. Whom an edit adds is told of nothing: what was said to them is old, and a message
    /// could be edited to call the same people over and over.
    /// </summary>
    public static Task PublishRemovedMentionsAsync(this ChatDbContext db, Message message, Guid[] before, CancellationToken stop) =>
        message.SenderId is not { } sender || !before.Except(message.MentionIds).Any()
            ? Task.CompletedTask
            : db.PublishAboutRoomAsync(
                message.RoomId,
                new MentionsRemoved
                {
                    RoomId = message.RoomId.ToString(),
                    MessageId = message.Id.ToString(),
                    SenderId = sender.ToString(),
                    KeptIds = { message.MentionIds.Select(m => m.ToString()) },
                },
                stop
            );

    /// <summary>The row's lock, which is held already, gives the events their order; the outbox asks for its own besides.</summary>
    public static async Task PublishAboutRoomAsync<TEvent>(this ChatDbContext db, Guid room, TEvent e, CancellationToken stop)
        where TEvent : IMessage<TEvent>
    {
        await db.LockAsync([room], stop);
        db.Publish(room, e);
    }
}
