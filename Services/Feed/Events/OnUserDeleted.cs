using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Messaging.Consumer;
using Social.Messaging.DeletedUsers;

namespace Social.Feeds.Events;

/// <summary>
/// Everything of this person goes, and their part in others' notifications. Feeds that held their posts are built anew; the last
/// delivery about them drops their own.
/// </summary>
public sealed class OnUserDeleted(FeedDbContext db, TimeProvider clock) : IEventHandler<UserDeleted>
{
    public async Task Handle(UserDeleted e, EventContext context, CancellationToken stop)
    {
        var user = Guid.Parse(e.UserId);
        await db.MarkUserDeletedAsync(user, clock.GetUtcNow(), stop);
        await db.Database.ExecuteSqlAsync(
            $"""
            with unfollowed as (
                delete from follows where follower_id = {user} or followed_id = {user} returning follower_id
            ), unblocked as (
                delete from blocks where blocker_id = {user} or blocked_id = {user}
            ), unmuted as (
                delete from mutes where muter_id = {user} or muted_id = {user}
            ), scattered as (
                delete from high_follower_authors where author_id = {user}
            ), unsaid as (
                delete from posts where author_id = {user} returning id
            ), unasked as (
                delete from questions where author_id = {user}
            ), unsubscribed as (
                delete from push_subscriptions where person_id = {user}
            ), locked as (
                select id from notifications where recipient_id = {user} or post_id in (select id from unsaid)
                order by kind, recipient_id, post_id, id for update
            ), untold as (
                delete from notifications where id in (select id from locked)
            )
            insert into timeline_updates (feed_of) select follower_id from unfollowed union select {user}
            """,
            stop
        );
        await ForgetActsAsync(user, stop);
    }

    async Task ForgetActsAsync(Guid user, CancellationToken stop)
    {
        // Locked, then looked at again by the next statements: somebody else may be joining a group at this moment.
        var groups = await db
            .Notifications.FromSql(
                $"""
                select * from notifications where id in (select notification_id from actors where actor_id = {user})
                order by kind, recipient_id, post_id, id for update
                """
            )
            .Select(n => n.Id)
            .ToArrayAsync(stop);
        await db.Actors.Where(a => a.ActorId == user).ExecuteDeleteAsync(stop);
        await db.Notifications.Where(n => groups.Contains(n.Id) && !db.Actors.Any(a => a.NotificationId == n.Id)).ExecuteDeleteAsync(stop);
        await db
            .Notifications.Where(n => groups.Contains(n.Id))
            .ExecuteUpdateAsync(
                set => set.SetProperty(n => n.At, n => db.Actors.Where(a => a.NotificationId == n.Id).Max(a => a.At)),
                stop
            );
    }
}
