using Social.Chats.Data;
using Social.Chats.Live;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;

namespace Social.Chats.Events;

/// <summary>
/// Ends the user's memberships and takes their id from what they wrote. The messages stay: they are the other members' conversation, too. Photos
/// do not, which Post deletes by the same event.
/// </summary>
public sealed class OnUserDeleted(ChatDbContext db, LivePublisher live, TimeProvider clock) : IEventHandler<UserDeleted>
{
    public async Task Handle(UserDeleted e, EventContext context, CancellationToken stop)
    {
        var user = Guid.Parse(e.UserId);
        await db.MarkUserDeletedAsync(user, clock.GetUtcNow(), stop);
        var changed = await db.EraseAsync(user, clock.GetUtcNow(), stop);
        // Before the commit a client would ask for what has changed and find nothing.
        db.AfterCommit(() =>
        {
            foreach (var left in changed)
            {
                live.ToRoom(left.Room, LiveEvents.Left, left);
                live.Dismiss(left.Room, user);
            }
        });
    }
}
