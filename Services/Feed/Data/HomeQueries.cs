using Microsoft.EntityFrameworkCore;

namespace Social.Feeds.Data;

/// <summary>
/// Home feeds as the database knows them: what is always right. The view `hidden` (viewer_id, hidden_id) holds blocks in both directions and mutes.
/// </summary>
public static class HomeQueries
{
    /// <summary>The next <paramref name="count"/> posts by this person and those they follow, newest first.</summary>
    public static Task<List<Post>> HomeOfAsync(this FeedDbContext db, Guid user, Position before, int count, CancellationToken stop) =>
        db
            .Posts.FromSql(
                $"""
                select p.id, p.author_id, p.published_at
                from (
                    select {user} as id
                    union all
                    select f.followed_id from follows f
                    where f.follower_id = {user}
                        and not exists (select from hidden h where h.viewer_id = {user} and h.hidden_id = f.followed_id)
                ) author
                cross join lateral (
                    select * from posts
                    where author_id = author.id and (published_at, id) < ({before.At}, {before.Id})
                    order by published_at desc, id desc
                    limit {count}
                ) p
                order by p.published_at desc, p.id desc
                limit {count}
                """
            )
            .AsNoTracking()
            .ToListAsync(stop);

    /// <summary>
    /// Those of <paramref name="candidates"/> (newest first, all older than <paramref name="before"/>) that this person may see now,
    /// and between them the posts of authors who are not fanned out; the first <paramref name="count"/> of all.
    /// </summary>
    public static Task<List<Post>> VisibleAsync(
        this FeedDbContext db,
        Guid user,
        IReadOnlyList<Position> candidates,
        Position before,
        int count,
        CancellationToken stop
    )
    {
        var ids = candidates.Select(c => c.Id).ToArray();
        var last = candidates[^1];
        return db
            .Posts.FromSql(
                $"""
                (
                    select p.id, p.author_id, p.published_at from posts p
                    where p.id = any ({ids}) and (
                        p.author_id = {user}
                        -- Not exists: that would be answered by reading all the follows of this person.
                        or (select f.followed_id from follows f where f.follower_id = {user} and f.followed_id = p.author_id) is not null
                    ) and not exists (select from hidden h where h.viewer_id = {user} and h.hidden_id = p.author_id)
                )
                union
                (
                    select p.id, p.author_id, p.published_at
                    from high_follower_authors c
                    join follows f on f.follower_id = {user} and f.followed_id = c.author_id
                    cross join lateral (
                        select * from posts
                        where author_id = c.author_id
                            and (published_at, id) < ({before.At}, {before.Id}) and (published_at, id) > ({last.At}, {last.Id})
                        order by published_at desc, id desc
                        limit {count}
                    ) p
                    where not exists (select from hidden h where h.viewer_id = {user} and h.hidden_id = c.author_id)
                    order by p.published_at desc, p.id desc
                    limit {count}
                )
                order by published_at desc, id desc
                limit {count}
                """
            )
            .AsNoTracking()
            .ToListAsync(stop);
    }

    /// <summary>Whether this person's account was deleted.</summary>
    public static Task<bool> IsUserDeletedAsync(this FeedDbContext db, Guid user, CancellationToken stop) =>
        db.Database.SqlQuery<bool>($"""select exists (select from deleted_users where user_id = {user}) as "Value" """).SingleAsync(stop);
}
