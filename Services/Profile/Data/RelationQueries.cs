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

/// <summary>
/// The query that every page of posts makes. Compiled once: building and hashing its expressions at each call cost more than the
/// database needs to answer it.
/// </summary>
static class RelationQueries
{
    /// <summary>Those of the people who have not blocked the viewer.</summary>
    public static readonly Func<ProfileDbContext, Guid, Guid[], IAsyncEnumerable<RelationRow>> OfAsync = EF.CompileAsyncQuery(
        (ProfileDbContext db, Guid viewer, Guid[] ids) =>
            db
                .Profiles.Where(p => ids.Contains(p.Id) && !db.Blocks.Any(b => b.BlockerId == p.Id && b.BlockedId == viewer))
                .Select(p => new RelationRow
                {
                    Id = p.Id,
                    Followers = p.Followers,
                    Following = p.Following,
                    Version = p.Version,
                    // Not Any: the database would rather read everybody whom the viewer follows than look up those of a page.
                    IsFollowed =
                        db.Follows.Where(f => f.FollowerId == viewer && f.FollowedId == p.Id).Select(f => (Guid?)f.Id).FirstOrDefault()
                        != null,
                    FollowsMe =
                        db.Follows.Where(f => f.FollowerId == p.Id && f.FollowedId == viewer).Select(f => (Guid?)f.Id).FirstOrDefault()
                        != null,
                    IsBlocked = db.Blocks.Any(b => b.BlockerId == viewer && b.BlockedId == p.Id),
                    IsMuted = db.Mutes.Any(m => m.MuterId == viewer && m.MutedId == p.Id),
                })
    );
}
