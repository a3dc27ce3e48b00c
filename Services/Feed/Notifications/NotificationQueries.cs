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

/// <summary>
/// Notifications of one person, by the view `shown_actors`: actors whom they muted or whom a block hides from them are left out and not
/// counted, and so is everything about a post or a question by such an author.
/// </summary>
public static class NotificationQueries
{
    /// <summary>More than are shown: the gateway leaves out people whose deletion or block has not reached Feed yet.</summary>
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
                        select count(*)::int from shown_actors a where a.notification_id = n.id
                    ) as "people"
                from notifications n
                cross join lateral (
                    select array_agg(l.actor_id order by l.at desc, l.actor_id) as actors,
                        (array_agg(l.sources[cardinality(l.sources)] order by l.at desc, l.actor_id))[1] as source
                    from (
                        select a.* from shown_actors a
                        where a.notification_id = n.id
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

    /// <summary>What is unread is counted up to this: whoever never reads costs no more at each notification than others do.</summary>
    public const int MaxUnread = 100;

    /// <summary>
    /// How many each of these people has not read, at most <see cref="MaxUnread"/>; who has none is absent. Where nobody is hidden from the recipient all of them are shown,
    /// since a notification without actors is deleted with the last of them, and their actors need not be looked at.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Guid, int>> UnreadAsync(this FeedDbContext db, Guid[] users, CancellationToken stop)
    {
        var counts = await db
            .Database.SqlQuery<Unread>(
                $"""
                select u.id as "user", (
                    case when exists (select from hidden h where h.viewer_id = u.id)
                    then (
                        select count(*) from (
                            select from notifications n
                            where n.recipient_id = u.id and not n.read
                                and exists (select from shown_actors a where a.notification_id = n.id)
                            limit {MaxUnread}
                        ) counted
                    )
                    else (
                        select count(*) from (
                            select from notifications n where n.recipient_id = u.id and not n.read limit {MaxUnread}
                        ) counted
                    )
                    end
                )::int as "count"
                from unnest({users}) as u (id)
                """
            )
            .ToListAsync(stop);
        return counts.Where(u => u.Count > 0).ToDictionary(u => u.User, u => u.Count);
    }

    sealed record Unread(Guid User, int Count);
}
