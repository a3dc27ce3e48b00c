using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Blocks;
using Social.Messaging.Consumer;
using Social.Posts.Data;
using Social.ServiceDefaults.ChangeStamps;

namespace Social.Posts.Events;

/// <summary>
/// Keeps who is blocked by whom, to leave each out of what the other reads. Both are stamped: what they may read changes here only now.
/// </summary>
public sealed class OnUserBlocked(PostDbContext db, ChangeStamps stamps) : IEventHandler<UserBlocked>, IEventHandler<UserUnblocked>
{
    public async Task Handle(UserBlocked e, EventContext context, CancellationToken stop)
    {
        await db.ApplyBlockAsync(e, stop);
        StampAfterCommit(e.BlockerId, e.BlockedId);
    }

    public async Task Handle(UserUnblocked e, EventContext context, CancellationToken stop)
    {
        await db.ApplyUnblockAsync(e, stop);
        StampAfterCommit(e.BlockerId, e.BlockedId);
    }

    void StampAfterCommit(string blocker, string blocked) =>
        db.AfterCommit(() => stamps.StampAsync(StampKeys.Person(Guid.Parse(blocker)), StampKeys.Person(Guid.Parse(blocked))));
}
