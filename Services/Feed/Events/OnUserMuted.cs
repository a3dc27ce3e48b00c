using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;

namespace Social.Feeds.Events;

/// <summary>Hides the muted from the muter's feed at once, since every page asks for mutes.</summary>
public sealed class OnUserMuted(FeedDbContext db) : IEventHandler<UserMuted>
{
    public async Task Handle(UserMuted e, EventContext context, CancellationToken stop)
    {
        var (muter, muted) = (Guid.Parse(e.MuterId), Guid.Parse(e.MutedId));
        if ((await db.LockAndFindDeletedUsersAsync([muter, muted], stop)).Count > 0)
            return;
        await db.Database.ExecuteSqlAsync(
            $"""
            with fresh as (
                insert into mutes (muter_id, muted_id) values ({muter}, {muted})
                on conflict do nothing
                returning muter_id
            )
            insert into timeline_updates (feed_of) select muter_id from fresh
            """,
            stop
        );
    }
}
