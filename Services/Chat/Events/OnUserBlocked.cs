using Microsoft.EntityFrameworkCore;
using Social.Chats.Data;
using Social.Contracts;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;

namespace Social.Chats.Events;

/// <summary>Keeps who is blocked by whom: between them nobody writes directly, and in shared rooms each other's messages are folded.</summary>
public sealed class OnUserBlocked(ChatDbContext db) : IEventHandler<UserBlocked>, IEventHandler<UserUnblocked>
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
