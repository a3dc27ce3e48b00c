using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;
using Social.Questions.Data;

namespace Social.Questions.Events;

/// <summary>Keeps who is blocked by whom, to leave each out of what the other reads.</summary>
public sealed class OnUserBlocked(QuestionsDbContext db) : IEventHandler<UserBlocked>, IEventHandler<UserUnblocked>
{
    public async Task Handle(UserBlocked e, EventContext context, CancellationToken stop)
    {
        var (blocker, blocked) = (Guid.Parse(e.BlockerId), Guid.Parse(e.BlockedId));
        if ((await db.LockAndFindDeletedUsersAsync([blocker, blocked], stop)).Count == 0)
            await db.Database.ExecuteSqlAsync(
                $"insert into blocks (blocker_id, blocked_id) values ({blocker}, {blocked}) on conflict do nothing",
                stop
            );
    }

    public async Task Handle(UserUnblocked e, EventContext context, CancellationToken stop)
    {
        var (blocker, blocked) = (Guid.Parse(e.BlockerId), Guid.Parse(e.BlockedId));
        await db.Blocks.Where(b => b.BlockerId == blocker && b.BlockedId == blocked).ExecuteDeleteAsync(stop);
    }
}
