using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;

namespace Social.Feeds.Events;

/// <summary>Notifies those whom a message of their room mentions, and retracts it when the message no longer does.</summary>
public sealed class OnMessageMentioned(FeedDbContext db) : IEventHandler<MessageMentioned>, IEventHandler<MentionsRemoved>
{
    public async Task Handle(MessageMentioned e, EventContext context, CancellationToken stop)
    {
        var (room, message, sender) = (Guid.Parse(e.RoomId), Guid.Parse(e.MessageId), Guid.Parse(e.SenderId));
        List<Guid> mentioned = [.. e.MentionedIds.Select(Guid.Parse)];
        var deleted = await db.LockAndFindDeletedUsersAsync([sender, .. mentioned], stop);
        if (deleted.Contains(sender))
            return;
        await db.NotifyAsync(
            Kinds.ChatMention,
            mentioned
                .Except(deleted)
                .Select(person => new NotificationTrigger(person, sender, room, sender, message, e.SentAt.ToDateTimeOffset())),
            stop
        );
    }

    public Task Handle(MentionsRemoved e, EventContext context, CancellationToken stop) =>
        db.RetractAsync(
            Guid.Parse(e.SenderId),
            Guid.Parse(e.RoomId),
            Guid.Parse(e.MessageId),
            e.KeptIds.Select(Guid.Parse),
            stop,
            Kinds.ChatMention
        );
}
