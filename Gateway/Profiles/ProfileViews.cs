using Grpc.Core;
using Social.Contracts;
using Social.Gateway.Http;

namespace Social.Gateway.Profiles;

/// <summary>Composes profiles from Profile, Post and Questions, one call each however many there are.</summary>
sealed class ProfileViews(
    ProfileService.ProfileServiceClient profiles,
    PostService.PostServiceClient posts,
    QuestionService.QuestionServiceClient questions
)
{
    /// <summary>A person by user id.</summary>
    public async Task<ProfileJson> ComposeOwnAsync(string userId, CancellationToken stop)
    {
        var counts = CountAsync([userId], stop);
        var profile = await profiles.GetProfileAsync(new() { UserId = userId }, cancellationToken: stop);
        return From(profile, await counts);
    }

    /// <summary>One person with the number of their posts and their reputation.</summary>
    public async Task<ProfileJson> ComposeAsync(ProfileView profile, CancellationToken stop) =>
        From(profile, await CountAsync([profile.Id], stop));

    /// <summary>A page of people.</summary>
    public async Task<Page<ProfileJson>> ComposeAsync(ProfilePage page, CancellationToken stop)
    {
        var counts = page.Profiles.Count == 0 ? default : await CountAsync([.. page.Profiles.Select(p => p.Id)], stop);
        return Pages.From([.. page.Profiles.Select(p => From(p, counts))], page.Next);
    }

    async Task<Counts> CountAsync(IReadOnlyList<string> people, CancellationToken stop)
    {
        var written = OrNullAsync(posts.CountByAuthorsAsync(new() { AuthorIds = { people } }, cancellationToken: stop).ResponseAsync);
        var judged = OrNullAsync(questions.GetReputationsAsync(new() { UserIds = { people } }, cancellationToken: stop).ResponseAsync);
        return new(await written, await judged);
    }

    // A profile without these numbers is better than no profile.
    static async Task<T?> OrNullAsync<T>(Task<T> asking)
        where T : class
    {
        try
        {
            return await asking;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return null;
        }
    }

    static ProfileJson From(ProfileView profile, Counts counts) =>
        ProfileJson.From(
            profile,
            counts.Posts?.Counts.GetValueOrDefault(profile.Id),
            counts.Reputations?.Points.GetValueOrDefault(profile.Id)
        );

    readonly record struct Counts(AuthorCounts? Posts, Reputations? Reputations);
}
