using Grpc.Core;
using Social.Contracts;
using Social.Gateway.Http;

namespace Social.Gateway.Profiles;

/// <summary>Composes profiles from Profile and Post, one call each however many there are.</summary>
sealed class ProfileViews(ProfileService.ProfileServiceClient profiles, PostService.PostServiceClient posts)
{
    /// <summary>A person by user id.</summary>
    public async Task<ProfileJson> Own(string userId, CancellationToken stop)
    {
        var counts = CountPosts([userId], stop);
        var profile = await profiles.GetProfileAsync(new() { UserId = userId }, cancellationToken: stop);
        return ProfileJson.From(profile, Count(await counts, userId));
    }

    /// <summary>One person with the number of their posts.</summary>
    public async Task<ProfileJson> ComposeAsync(ProfileView profile, CancellationToken stop) =>
        ProfileJson.From(profile, Count(await CountPosts([profile.Id], stop), profile.Id));

    /// <summary>A page of people.</summary>
    public async Task<Page<ProfileJson>> ComposeAsync(ProfilePage page, CancellationToken stop)
    {
        var counts = page.Profiles.Count == 0 ? null : await CountPosts(page.Profiles.Select(p => p.Id), stop);
        return Pages.From([.. page.Profiles.Select(p => ProfileJson.From(p, Count(counts, p.Id)))], page.Next);
    }

    // A profile without the number of posts is better than no profile.
    async Task<AuthorCounts?> CountPosts(IEnumerable<string> authors, CancellationToken stop)
    {
        try
        {
            return await posts.CountByAuthorsAsync(new() { AuthorIds = { authors } }, cancellationToken: stop);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return null;
        }
    }

    static int? Count(AuthorCounts? counts, string author) => counts?.Counts.GetValueOrDefault(author);
}
