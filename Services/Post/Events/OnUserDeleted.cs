using Social.Contracts;
using Social.Messaging;
using Social.Posts.Data;

namespace Social.Posts.Events;

/// <summary>
/// The person leaves with everything they published and did here, at once for every reader. Those who keep something of it, too, hear
/// of the same event, so nothing is told in turn.
/// </summary>
public sealed class OnUserDeleted(PostDbContext db, MediaCleanup cleanup, TimeProvider clock) : IEventHandler<UserDeleted>
{
    public async Task Handle(UserDeleted e, EventContext context, CancellationToken stop)
    {
        var person = Guid.Parse(e.UserId);
        await db.MarkUserDeletedAsync(person, clock.GetUtcNow(), stop);
        await db.EraseAsync(person, stop);
        cleanup.WakeSoon();
    }
}
