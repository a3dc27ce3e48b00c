using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Profiles.Data;

namespace Social.Profiles.Api;

/// <summary>Profiles as one person sees them.</summary>
static class ProfileViews
{
    /// <summary>The views of these profiles, with the viewer's relations, by one query however many they are.</summary>
    public static async Task<List<ProfileView>> ViewAsync(
        this IQueryable<Profile> profiles,
        ProfileDbContext db,
        Guid viewer,
        CancellationToken stop
    )
    {
        var seen = await profiles
            .AsNoTracking()
            .Select(p => new
            {
                Profile = p,
                IsFollowed = db.Follows.Any(f => f.FollowerId == viewer && f.FollowedId == p.Id),
                FollowsMe = db.Follows.Any(f => f.FollowerId == p.Id && f.FollowedId == viewer),
            })
            .ToListAsync(stop);
        return seen.ConvertAll(s => s.Profile.ToView(s.IsFollowed, s.FollowsMe));
    }

    static ProfileView ToView(this Profile profile, bool isFollowed, bool followsMe) =>
        new()
        {
            Id = profile.Id.ToString(),
            Username = profile.Username,
            DisplayName = profile.DisplayName,
            Bio = profile.Bio,
            AvatarMediaId = profile.AvatarMediaId?.ToString() ?? "",
            Followers = profile.Followers,
            Following = profile.Following,
            CreatedAt = profile.CreatedAt.ToTimestamp(),
            IsFollowed = isFollowed,
            FollowsMe = followsMe,
        };
}
