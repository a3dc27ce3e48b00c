using Npgsql;
using Social.ServiceDefaults.Database;

namespace Social.Profiles.Data;

/// <summary>What every page of posts and every mention asks for, as plain queries: through EF Core they cost more than the database does.</summary>
/// <remarks>
/// All are of those people who have not blocked the viewer.
/// Relations by the rows themselves, without "exists": the database would rather read everybody whom the viewer follows than look up
/// those of a page. The ids by a subquery: for a list as a parameter it would make a plan at each call, since the one for a list of any
/// length always seems dearer, and that takes longer than the answer.
/// </remarks>
static class ProfileQueries
{
    // $1 is the viewer.
    const string Relations = """
        p.id, p.followers, p.following, p.version,
            (select f.id from follows f where f.follower_id = $1 and f.followed_id = p.id limit 1) is not null,
            (select f.id from follows f where f.follower_id = p.id and f.followed_id = $1 limit 1) is not null,
            exists (select from blocks b where b.blocker_id = $1 and b.blocked_id = p.id),
            exists (select from mutes m where m.muter_id = $1 and m.muted_id = p.id)
        """;

    const string Texts = "p.username, p.display_name, p.bio, p.avatar_media_id, p.created_at";
    const string Seen = "not exists (select from blocks b where b.blocker_id = p.id and b.blocked_id = $1)";
    const string ById = "p.id = any (array(select unnest($2)))";
    const string ByName = "p.username = any (array(select unnest($2)))";

    const string RelationsById = $"select {Relations} from profiles p where {ById} and {Seen}";
    const string ProfilesById = $"select {Relations}, {Texts} from profiles p where {ById} and {Seen}";
    const string ProfilesByName = $"select {Relations}, {Texts} from profiles p where {ByName} and {Seen}";

    const string IdsByName = $"select p.id, p.username from profiles p where {ByName} and {Seen}";

    public static Task<List<(Guid Id, string Username)>> ResolveAsync(
        this ProfileDbContext db,
        Guid viewer,
        string[] names,
        CancellationToken stop
    ) => db.QueryAsync(IdsByName, row => (row.GetGuid(0), row.GetString(1)), stop, viewer, names);

    public static Task<List<RelationRow>> RelationsAsync(this ProfileDbContext db, Guid viewer, Guid[] ids, CancellationToken stop) =>
        db.QueryAsync(RelationsById, ReadRelation, stop, viewer, ids);

    public static Task<List<ProfileRow>> ProfilesAsync(this ProfileDbContext db, Guid viewer, Guid[] ids, CancellationToken stop) =>
        db.QueryAsync(ProfilesById, ReadProfile, stop, viewer, ids);

    public static Task<List<ProfileRow>> ProfilesAsync(this ProfileDbContext db, Guid viewer, string[] names, CancellationToken stop) =>
        db.QueryAsync(ProfilesByName, ReadProfile, stop, viewer, names);

    static RelationRow ReadRelation(NpgsqlDataReader row) =>
        new()
        {
            Id = row.GetGuid(0),
            Followers = row.GetInt32(1),
            Following = row.GetInt32(2),
            Version = row.GetInt64(3),
            IsFollowed = row.GetBoolean(4),
            FollowsMe = row.GetBoolean(5),
            IsBlocked = row.GetBoolean(6),
            IsMuted = row.GetBoolean(7),
        };

    static ProfileRow ReadProfile(NpgsqlDataReader row) =>
        new()
        {
            Relation = ReadRelation(row),
            Username = row.GetString(8),
            DisplayName = row.GetString(9),
            Bio = row.GetString(10),
            AvatarMediaId = row.IsDBNull(11) ? null : row.GetGuid(11),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(12),
        };
}
