using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;

namespace Social.Feeds.Events;

/// <summary>
/// Hides each from the other at once, since every page asks for blocks. Their follows end by Profile's own events: those keep their
/// order with later follows, this one does not.
/// </summary>
public sealed class OnUserBlocked(FeedDbContext db) : IEventHandler<UserBlocked>
{
    public async Task Handle(UserBlocked e, EventContext context, CancellationToken stop)
    {
        var (blocker, blocked) = (Guid.Parse(e.BlockerId), Guid.Parse(e.BlockedId));
        if ((await db.LockAndFindDeletedUsersAsync([blocker, blocked], stop)).Count > 0)
            return;
        await db.Database.ExecuteSqlAsync(
            $"""
            with fresh as (
                insert into blocks (blocker_id, blocked_id) values ({blocker}, {blocked})
                on conflict do nothing
                returning blocker_id, blocked_id
            )
            insert into timeline_updates (feed_of) select unnest(array[blocker_id, blocked_id]) from fresh
            """,
            stop
        );
    }
}
