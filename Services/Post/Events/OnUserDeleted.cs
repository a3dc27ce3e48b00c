using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;
using Social.Posts.Data;
using Social.ServiceDefaults.ChangeStamps;

namespace Social.Posts.Events;

/// <summary>
/// Erases everything that the user published and did here, at once for every reader. Other services consume the same event, so no
/// further event is published.
/// </summary>
public sealed class OnUserDeleted(PostDbContext db, MediaCleanup cleanup, ChangeStamps stamps, TimeProvider clock)
    : IEventHandler<UserDeleted>
{
    public async Task Handle(UserDeleted e, EventContext context, CancellationToken stop)
    {
        var person = Guid.Parse(e.UserId);
        await db.MarkUserDeletedAsync(person, clock.GetUtcNow(), stop);
        var changed = await db.EraseAsync(person, stop);
        db.AfterCommit(() => stamps.StampAsync([StampKeys.Person(person), StampKeys.PostsOf(person), .. changed.Select(StampKeys.Post)]));
        cleanup.WakeSoon();
    }
}
