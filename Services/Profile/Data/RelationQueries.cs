using Microsoft.EntityFrameworkCore;

namespace Social.Profiles.Data;

/// <summary>What one person has to do with another, and the counts and the version of the other.</summary>
sealed class RelationRow
{
    public required Guid Id { get; init; }
    public required int Followers { get; init; }
    public required int Following { get; init; }
    public required long Version { get; init; }
    public required bool IsFollowed { get; init; }
    public required bool FollowsMe { get; init; }
    public required bool IsBlocked { get; init; }
    public required bool IsMuted { get; init; }
}

/// <summary>The query that every page of posts makes.</summary>
static class RelationQueries
{
    /// <summary>
    /// Those of the people who have not blocked the viewer.
    /// Relations by the rows themselves, without "exists": the database would rather read everybody whom the viewer follows than look up
    /// those of a page. The ids by a subquery: for a list as a parameter it would make a plan at each call, since the one for a list of any
    /// length always seems dearer, and that takes longer than the answer.
    /// </summary>
    public static Task<List<RelationRow>> RelationsAsync(this ProfileDbContext db, Guid viewer, Guid[] people, CancellationToken stop) =>
        db
            .Database.SqlQuery<RelationRow>(
                $"""
                select p.id, p.followers, p.following, p.version,
                    (select f.id from follows f where f.follower_id = {viewer} and f.followed_id = p.id limit 1) is not null as is_followed,
                    (select f.id from follows f where f.follower_id = p.id and f.followed_id = {viewer} limit 1) is not null as follows_me,
                    exists (select from blocks b where b.blocker_id = {viewer} and b.blocked_id = p.id) as is_blocked,
                    exists (select from mutes m where m.muter_id = {viewer} and m.muted_id = p.id) as is_muted
                from profiles p
                where p.id = any (array(select unnest({people})))
                    and not exists (select from blocks b where b.blocker_id = p.id and b.blocked_id = {viewer})
                """
            )
            .ToListAsync(stop);

    /// <summary>Profiles with one of these ids or names; the lists by subqueries, for the reason told at <see cref="RelationsAsync"/>.</summary>
    public static IQueryable<Profile> AnyOf(this ProfileDbContext db, Guid[] ids, string[] names) =>
        names.Length == 0 ? db.Profiles.FromSql($"select * from profiles where id = any (array(select unnest({ids})))")
        : ids.Length == 0 ? db.Profiles.FromSql($"select * from profiles where username = any (array(select unnest({names})))")
        : db.Profiles.Where(p => ids.Contains(p.Id) || names.Contains(p.Username));
}
