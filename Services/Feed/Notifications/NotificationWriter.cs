using Microsoft.EntityFrameworkCore;
using Social.Feeds.Data;
using Social.Feeds.Push;

namespace Social.Feeds.Notifications;

/// <summary>
/// Writes and retracts notifications, in the transaction of the event that causes it. Whoever changes several notifications locks them in
/// one order, by kind, recipient, post and id: then no two wait for one another.
/// </summary>
public static class NotificationWriter
{
    /// <summary>
    /// Tells of acts of one kind, but nobody of their own and nobody who blocked the actor, is blocked by them or muted them. What is older
    /// than a push message lives, such as an event that waited for long, is sent to no browser.
    /// </summary>
    public static Task NotifyAsync(this FeedDbContext db, string kind, IEnumerable<NotificationTrigger> triggers, CancellationToken stop)
    {
        NotificationTrigger[] told = [.. triggers.Where(a => a.RecipientId != a.ActorId)];
        if (told.Length == 0)
            return Task.CompletedTask;
        var ids = Array.ConvertAll(told, a => Guid.CreateVersion7(a.At));
        var recipients = Array.ConvertAll(told, a => a.RecipientId);
        var actors = Array.ConvertAll(told, a => a.ActorId);
        var posts = Array.ConvertAll(told, a => a.PostId);
        var owners = Array.ConvertAll(told, a => a.OwnerId);
        var sources = Array.ConvertAll(told, a => a.Source);
        var times = Array.ConvertAll(told, a => a.At.ToUniversalTime());
        return db.Database.ExecuteSqlAsync(
            $"""
            with told as (
                select t.* from unnest({ids}, {recipients}, {actors}, {posts}, {owners}, {sources}, {times})
                    as t (id, recipient, actor, post, owner, source, at)
                where not exists (select from hidden h where h.viewer_id = t.recipient and h.hidden_id in (t.actor, t.owner))
            ), grouped as (
                insert into notifications as n (id, recipient_id, kind, post_id, at, read)
                select (array_agg(id))[1], recipient, {kind}, post, max(at), false from told group by recipient, post order by recipient, post
                on conflict (recipient_id, kind, post_id) where not read
                do update set at = greatest(n.at, excluded.at)
                returning n.id, n.recipient_id, n.post_id, n.at
            ), acted as (
                insert into actors as a (notification_id, actor_id, at, sources)
                select g.id, t.actor, max(t.at), array_agg(t.source order by t.at)
                from grouped g join told t on t.recipient = g.recipient_id and t.post is not distinct from g.post_id
                group by g.id, t.actor
                on conflict (notification_id, actor_id)
                do update set at = greatest(a.at, excluded.at), sources = a.sources || excluded.sources
            ), pushed as (
                insert into push_deliveries as d (subscription_id, notification_id, due_at, not_before, attempts, renewed)
                select s.id, g.id, now(), now(), 0, false
                from grouped g join push_subscriptions s on s.person_id = g.recipient_id
                where g.at > now() - {PushSender.TimeToLive}
                order by s.id, g.id for key share of s
                on conflict (subscription_id, notification_id)
                do update set renewed = true, due_at = coalesce(d.due_at, greatest(excluded.due_at, d.not_before))
            )
            insert into timeline_updates (notification_id) select id from grouped
            """,
            stop
        );
    }

    /// <summary>Takes back what somebody did by <paramref name="source"/> about a post, whoever was told of it.</summary>
    /// <param name="kept">Recipients whose notifications stay.</param>
    public static Task RetractAsync(
        this FeedDbContext db,
        Guid actor,
        Guid? post,
        Guid source,
        IEnumerable<Guid> kept,
        CancellationToken stop,
        params string[] kinds
    )
    {
        var staying = kept.ToArray();
        return db.RetractAsync(
            db.Notifications.Where(n => n.PostId == post && kinds.Contains(n.Kind) && !staying.Contains(n.RecipientId))
                .Where(n => db.Actors.Any(a => a.NotificationId == n.Id && a.ActorId == actor && a.Sources.Contains(source))),
            actor,
            source,
            stop
        );
    }

    /// <summary>Takes back a follow.</summary>
    public static Task RetractFollowAsync(this FeedDbContext db, Guid follower, Guid followed, CancellationToken stop) =>
        db.RetractAsync(
            db.Notifications.Where(n => n.RecipientId == followed && n.Kind == Kinds.Follow)
                .Where(n => db.Actors.Any(a => a.NotificationId == n.Id && a.ActorId == follower)),
            follower,
            follower,
            stop
        );

    static async Task RetractAsync(this FeedDbContext db, IQueryable<Notification> among, Guid actor, Guid source, CancellationToken stop)
    {
        var ids = await among.Select(n => n.Id).ToArrayAsync(stop);
        if (ids.Length == 0)
            return;
        // Locked, then looked at again by the next statement: somebody else may be joining the group at this moment.
        await db.Database.ExecuteSqlAsync(
            $"select from notifications where id = any ({ids}) order by kind, recipient_id, post_id, id for update",
            stop
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            with gone as (
                delete from actors where notification_id = any ({ids}) and actor_id = {actor} and sources <@ array[{source}]
                returning notification_id
            ), fewer as (
                update actors set sources = array_remove(sources, {source})
                where notification_id = any ({ids}) and actor_id = {actor} and not sources <@ array[{source}]
            ), left_over as (
                select g.notification_id, (
                    select max(a.at) from actors a where a.notification_id = g.notification_id and a.actor_id <> {actor}
                ) as at
                from gone g
            ), emptied as (
                delete from notifications n using left_over l where n.id = l.notification_id and l.at is null
            )
            update notifications n set at = l.at from left_over l where n.id = l.notification_id and l.at is not null
            """,
            stop
        );
    }
}
