using Microsoft.EntityFrameworkCore;
using Social.Feeds.Data;

namespace Social.Feeds.Notifications;

/// <summary>A notification as its recipient may see it now.</summary>
/// <param name="Actors">The latest first, at most <see cref="NotificationQueries.Shown"/>.</param>
/// <param name="People">How many actors there are in all.</param>
/// <param name="Source">By what the latest of them did it.</param>
public sealed record NotificationRow(
    Guid Id,
    string Kind,
    Guid? PostId,
    DateTimeOffset At,
    bool Read,
    Guid[] Actors,
    int People,
    Guid Source
);

/// <summary>Notifications of one person. Actors whom they muted, and whom a block keeps apart from them, are left out and not counted.</summary>
public static class NotificationQueries
{
    /// <summary>More than are shown, so that some remain when the gateway leaves out whom it knows to be gone before Feed does.</summary>
    public const int Shown = 10;

    /// <summary>The newest before a position.</summary>
    public static Task<List<NotificationRow>> NotificationsOfAsync(
        this FeedDbContext db,
        Guid user,
        Position before,
        int count,
        CancellationToken stop
    ) =>
        db
            .Database.SqlQuery<NotificationRow>(
                $"""
                select n.id, n.kind, n.post_id, n.at, n.read,
                    latest.actors, latest.source,
                    (
                        select count(*)::int from actors a where a.notification_id = n.id
                            and not exists (select from hidden h where h.viewer_id = {user} and h.hidden_id = a.actor_id)
                    ) as "people"
                from notifications n
                cross join lateral (
                    select array_agg(l.actor_id order by l.at desc, l.actor_id) as actors,
                        (array_agg(l.sources[cardinality(l.sources)] order by l.at desc, l.actor_id))[1] as source
                    from (
                        select a.* from actors a
                        where a.notification_id = n.id
                            and not exists (select from hidden h where h.viewer_id = {user} and h.hidden_id = a.actor_id)
                        order by a.at desc, a.actor_id
                        limit {Shown}
                    ) l
                ) latest
                where n.recipient_id = {user} and (n.at, n.id) < ({before.At}, {before.Id}) and latest.actors is not null
                order by n.at desc, n.id desc
                limit {count}
                """
            )
            .ToListAsync(stop);

    /// <summary>How many each of these people has not read; who has none is absent.</summary>
    public static async Task<IReadOnlyDictionary<Guid, int>> UnreadAsync(this FeedDbContext db, Guid[] users, CancellationToken stop) =>
        (
            await db
                .Database.SqlQuery<Unread>(
                    $"""
                    select n.recipient_id as "user", count(*)::int as "count" from notifications n
                    where n.recipient_id = any ({users}) and not n.read and exists (
                        select from actors a
                        where a.notification_id = n.id
                            and not exists (select from hidden h where h.viewer_id = n.recipient_id and h.hidden_id = a.actor_id)
                    )
                    group by n.recipient_id
                    """
                )
                .ToListAsync(stop)
        ).ToDictionary(u => u.User, u => u.Count);

    sealed record Unread(Guid User, int Count);
}
