using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;
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
        var (blocker, blocked) = (Guid.Parse(e.BlockerId), Guid.Parse(e.BlockedId));
        if ((await db.LockAndFindDeletedUsersAsync([blocker, blocked], stop)).Count == 0)
            await db.Database.ExecuteSqlAsync(
                $"insert into blocks (blocker_id, blocked_id) values ({blocker}, {blocked}) on conflict do nothing",
                stop
            );
        Stamp(blocker, blocked);
    }

    public async Task Handle(UserUnblocked e, EventContext context, CancellationToken stop)
    {
        var (blocker, blocked) = (Guid.Parse(e.BlockerId), Guid.Parse(e.BlockedId));
        await db.Blocks.Where(b => b.BlockerId == blocker && b.BlockedId == blocked).ExecuteDeleteAsync(stop);
        Stamp(blocker, blocked);
    }

    void Stamp(Guid blocker, Guid blocked) => db.AfterCommit(() => stamps.StampAsync(StampKeys.Person(blocker), StampKeys.Person(blocked)));
}
