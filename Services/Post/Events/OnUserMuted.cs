using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;
using Social.Posts.Data;

namespace Social.Posts.Events;

/// <summary>Keeps who is muted by whom, to leave them out of what is shown unasked.</summary>
public sealed class OnUserMuted(PostDbContext db) : IEventHandler<UserMuted>, IEventHandler<UserUnmuted>
{
    public async Task Handle(UserMuted e, EventContext context, CancellationToken stop)
    {
        var (muter, muted) = (Guid.Parse(e.MuterId), Guid.Parse(e.MutedId));
        if ((await db.LockAndFindDeletedUsersAsync([muter, muted], stop)).Count == 0)
            await db.Database.ExecuteSqlAsync(
                $"insert into mutes (muter_id, muted_id) values ({muter}, {muted}) on conflict do nothing",
                stop
            );
    }

    public async Task Handle(UserUnmuted e, EventContext context, CancellationToken stop)
    {
        var (muter, muted) = (Guid.Parse(e.MuterId), Guid.Parse(e.MutedId));
        await db.Mutes.Where(m => m.MuterId == muter && m.MutedId == muted).ExecuteDeleteAsync(stop);
    }
}
