using Microsoft.EntityFrameworkCore;

namespace Social.Profiles.Data;

/// <summary>Rows of follows and the counters on both sides, changed together.</summary>
static class Follows
{
    /// <summary>
    /// Takes the rows of these profiles until the transaction ends. The counters belong to both sides: in the order of ids, or two
    /// people who follow each other at once would wait for one another.
    /// </summary>
    public static Task LockRowsAsync(this ProfileDbContext db, Guid[] people, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync($"select from profiles where id = any ({people}) order by id for no key update", stop);

    /// <summary>
    /// Ends the follows between one person and another, or between one and everybody, in both directions, and says which there were.
    /// The caller holds the rows of all of them.
    /// </summary>
    public static Task<List<Ended>> EndFollowsAsync(this ProfileDbContext db, Guid one, Guid? other, CancellationToken stop) =>
        db
            .Database.SqlQuery<Ended>(
                $"""
                with ended as (
                    delete from follows
                    where (follower_id = {one} or followed_id = {one})
                        and ({other}::uuid is null or follower_id = {other} or followed_id = {other})
                    returning follower_id, followed_id
                ), less as (
                    select id, sum(followers) as followers, sum(following) as following
                    from (
                        select followed_id as id, 1 as followers, 0 as following from ended
                        union all
                        select follower_id, 0, 1 from ended
                    ) as each
                    group by id
                ), counted as (
                    update profiles set followers = profiles.followers - less.followers, following = profiles.following - less.following
                    from less where profiles.id = less.id
                )
                select follower_id, followed_id from ended
                """
            )
            .ToListAsync(stop);
}

/// <summary>A follow that was there.</summary>
sealed record Ended(Guid FollowerId, Guid FollowedId);
