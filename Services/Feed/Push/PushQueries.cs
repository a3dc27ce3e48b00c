using Microsoft.EntityFrameworkCore;
using Social.Feeds.Data;

namespace Social.Feeds.Push;

/// <summary>A message that is due, with what its recipient may see of the notification now; null fields where that is nothing.</summary>
/// <param name="Attempts">With the one that begins.</param>
/// <param name="ActorId">Who did it last.</param>
/// <param name="Source">By what.</param>
/// <param name="People">How many did it.</param>
public sealed record DuePush(
    Guid SubscriptionId,
    Guid NotificationId,
    int Attempts,
    string Endpoint,
    byte[] P256dh,
    byte[] Auth,
    string? Kind,
    Guid? PostId,
    Guid? ActorId,
    Guid? Source,
    int People
);

/// <summary>Pending messages. No transaction stays open while a push service is waited for: a message is leased instead.</summary>
public static class PushQueries
{
    /// <summary>
    /// Takes the messages that are due, for the time of the lease: what is not finished by then is due again. What was read meanwhile, or
    /// done by somebody whom a block or a mute hides from the recipient, comes without a kind or an actor.
    /// </summary>
    public static Task<List<DuePush>> TakeDueAsync(this FeedDbContext db, int count, TimeSpan lease, CancellationToken stop) =>
        db
            .Database.SqlQuery<DuePush>(
                $"""
                with due as (
                    select subscription_id, notification_id from push_deliveries
                    where due_at <= now() order by due_at limit {count} for update skip locked
                ), taken as (
                    update push_deliveries d set due_at = now() + {lease}, attempts = d.attempts + 1, renewed = false
                    from due where d.subscription_id = due.subscription_id and d.notification_id = due.notification_id
                    returning d.subscription_id, d.notification_id, d.attempts
                )
                select t.subscription_id, t.notification_id, t.attempts, s.endpoint, s.p256dh, s.auth, n.kind, n.post_id,
                    latest.actor_id, latest.source,
                    (select count(*)::int from shown_actors a where a.notification_id = n.id) as people
                from taken t
                join push_subscriptions s on s.id = t.subscription_id
                left join notifications n on n.id = t.notification_id and n.recipient_id = s.person_id and not n.read
                left join lateral (
                    select a.actor_id, a.sources[cardinality(a.sources)] as source from shown_actors a
                    where a.notification_id = n.id order by a.at desc, a.actor_id limit 1
                ) latest on true
                """
            )
            .ToListAsync(stop);

    /// <summary>It was sent; what was renewed meanwhile is sent again after the pause.</summary>
    public static Task<int> SetSentAsync(this FeedDbContext db, DuePush push, TimeSpan pause, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync(
            $"""
            with reached as (
                update push_subscriptions set last_success_at = now() where id = {push.SubscriptionId}
            )
            update push_deliveries
            set attempts = 0, not_before = now() + {pause}, due_at = case when renewed then now() + {pause} end
            where subscription_id = {push.SubscriptionId} and notification_id = {push.NotificationId}
            """,
            stop
        );

    /// <summary>It is due again after a delay.</summary>
    public static Task<int> RetryAsync(this FeedDbContext db, DuePush push, TimeSpan delay, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync(
            $"""
            update push_deliveries set due_at = now() + {delay}
            where subscription_id = {push.SubscriptionId} and notification_id = {push.NotificationId}
            """,
            stop
        );

    /// <summary>The browser is told of nothing any more.</summary>
    public static Task<int> UnsubscribeAsync(this FeedDbContext db, Guid subscription, CancellationToken stop) =>
        db.PushSubscriptions.Where(s => s.Id == subscription).ExecuteDeleteAsync(stop);

    /// <summary>It is not sent any more.</summary>
    public static Task<int> DropAsync(this FeedDbContext db, DuePush push, CancellationToken stop) =>
        db
            .PushDeliveries.Where(d => d.SubscriptionId == push.SubscriptionId && d.NotificationId == push.NotificationId)
            .ExecuteDeleteAsync(stop);
}
