using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Profiles.Data;
using Social.ServiceDefaults.Texts;

namespace Social.Profiles.Api;

/// <summary>A profile in a list.</summary>
sealed class Row<TKey>
{
    /// <summary>What the list goes by.</summary>
    public required TKey Key { get; init; }

    public required Profile Profile { get; init; }
}

/// <summary>Profiles as one person sees them.</summary>
static class ProfileViews
{
    /// <summary>Those who are there for the viewer: everyone but who blocked them.</summary>
    public static IQueryable<Profile> SeenBy(this IQueryable<Profile> profiles, Guid viewer, ProfileDbContext db) =>
        profiles.Where(p => !db.Blocks.Any(b => b.BlockerId == p.Id && b.BlockedId == viewer));

    /// <summary>Those who are shown to the viewer among others: without those whom they block, too.</summary>
    public static IQueryable<Profile> ListedFor(this IQueryable<Profile> profiles, Guid viewer, ProfileDbContext db) =>
        profiles.SeenBy(viewer, db).Where(p => !db.Blocks.Any(b => b.BlockerId == viewer && b.BlockedId == p.Id));

    /// <summary>The views of these profiles, with the viewer's relations, by one query however many they are.</summary>
    public static async Task<List<ProfileView>> ViewAsync(
        this IQueryable<Profile> profiles,
        ProfileDbContext db,
        Guid viewer,
        CancellationToken stop
    )
    {
        var rows = await profiles.Select(p => new Row<Guid> { Key = p.Id, Profile = p }).ViewAsync(db, viewer, stop);
        return rows.ConvertAll(row => row.View);
    }

    /// <inheritdoc cref="ViewAsync"/>
    public static async Task<List<(TKey Key, ProfileView View)>> ViewAsync<TKey>(
        this IQueryable<Row<TKey>> rows,
        ProfileDbContext db,
        Guid viewer,
        CancellationToken stop
    )
    {
        var seen = await rows.AsNoTracking()
            .Select(r => new
            {
                r.Key,
                Profile = new ProfileRow
                {
                    Relation = new RelationRow
                    {
                        Id = r.Profile.Id,
                        Followers = r.Profile.Followers,
                        Following = r.Profile.Following,
                        Version = r.Profile.Version,
                        // Not Any: the database would rather read everybody whom the viewer follows than look up those of a page.
                        IsFollowed =
                            db.Follows.Where(f => f.FollowerId == viewer && f.FollowedId == r.Profile.Id)
                                .Select(f => (Guid?)f.Id)
                                .FirstOrDefault() != null,
                        FollowsMe =
                            db.Follows.Where(f => f.FollowerId == r.Profile.Id && f.FollowedId == viewer)
                                .Select(f => (Guid?)f.Id)
                                .FirstOrDefault() != null,
                        IsBlocked = db.Blocks.Any(b => b.BlockerId == viewer && b.BlockedId == r.Profile.Id),
                        IsMuted = db.Mutes.Any(m => m.MuterId == viewer && m.MutedId == r.Profile.Id),
                    },
                    Username = r.Profile.Username,
                    DisplayName = r.Profile.DisplayName,
                    Bio = r.Profile.Bio,
                    AvatarMediaId = r.Profile.AvatarMediaId,
                    CreatedAt = r.Profile.CreatedAt,
                },
            })
            .ToListAsync(stop);
        return seen.ConvertAll(s => (s.Key, s.Profile.ToView()));
    }

    public static ProfileView ToView(this ProfileRow profile) =>
        new()
        {
            Id = profile.Relation.Id.ToString(),
            Username = profile.Username,
            DisplayName = profile.DisplayName,
            Bio = profile.Bio,
            AvatarMediaId = profile.AvatarMediaId?.ToString() ?? "",
            Followers = profile.Relation.Followers,
            Following = profile.Relation.Following,
            CreatedAt = profile.CreatedAt.ToTimestamp(),
            IsFollowed = profile.Relation.IsFollowed,
            FollowsMe = profile.Relation.FollowsMe,
            IsBlocked = profile.Relation.IsBlocked,
            IsMuted = profile.Relation.IsMuted,
            Version = (ulong)profile.Relation.Version,
            BioEntities = { TextEntities.Parse(profile.Bio).DistinctBy(e => e.Start).Select(ToView) },
        };

    static EntityView ToView(TextEntity entity) =>
        new()
        {
            Kind = entity.Kind switch
            {
                TextEntityKind.Mention => EntityKind.Mention,
                TextEntityKind.Tag => EntityKind.Tag,
                TextEntityKind.Link => EntityKind.Link,
            },
            Start = entity.Start,
            End = entity.End,
            Value = entity.Value,
        };
}
