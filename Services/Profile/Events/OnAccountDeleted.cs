using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;
using Social.Profiles.Data;
using Social.ServiceDefaults.ChangeStamps;

namespace Social.Profiles.Events;

/// <summary>
/// The person leaves with all their relations, the others' counters follow, and the name is free again. Nobody can write about them
/// meanwhile, nor later: they are remembered as gone.
/// </summary>
public sealed class OnAccountDeleted(ProfileDbContext db, ChangeStamps stamps, TimeProvider clock) : IEventHandler<AccountDeleted>
{
    public async Task Handle(AccountDeleted e, EventContext context, CancellationToken stop)
    {
        var user = Guid.Parse(e.UserId);
        if (!await db.MarkUserDeletedAsync(user, clock.GetUtcNow(), stop))
            return;
        await db.LockAsync([user], stop);
        var met = await db
            .Follows.Where(f => f.FollowerId == user || f.FollowedId == user)
            .Select(f => f.FollowerId == user ? f.FollowedId : f.FollowerId)
            .Distinct()
            .ToArrayAsync(stop);
        await db.LockRowsAsync([user, .. met], stop);
        await db.EndFollowsAsync(user, other: null, stop);
        await db.Blocks.Where(b => b.BlockerId == user || b.BlockedId == user).ExecuteDeleteAsync(stop);
        await db.Mutes.Where(m => m.MuterId == user || m.MutedId == user).ExecuteDeleteAsync(stop);
        await db.Reservations.Where(r => r.UserId == user).ExecuteDeleteAsync(stop);
        await db.Profiles.Where(p => p.Id == user).ExecuteDeleteAsync(stop);
        db.Publish(user, new UserDeleted { UserId = e.UserId });
        await db.SaveChangesAsync(stop);
        db.AfterCommit(() => stamps.StampAsync(met.Append(user).Select(StampKeys.Person)));
    }
}
