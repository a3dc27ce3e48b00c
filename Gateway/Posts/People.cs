using Grpc.Core;
using Social.Contracts;
using Social.ServiceDefaults;

namespace Social.Gateway.Posts;

/// <summary>
/// The people that a page of posts, comments or stories shows. Who is not shown, since they deleted their account or one blocked the
/// other, is not here, and with them goes what they wrote: Profile's word holds at once, whatever other services know yet.
/// </summary>
sealed class People(ProfileService.ProfileServiceClient profiles)
{
    // What Profile takes in one call.
    const int Batch = 200;

    /// <summary>Those whom the caller may see, by id.</summary>
    /// <param name="ids">Each may come more than once.</param>
    /// <param name="unasked">The page is put before people unasked: it leaves those out whom the caller muted.</param>
    /// <param name="stop">Ends the calls.</param>
    public async Task<IReadOnlyDictionary<string, AuthorJson>> Find(IEnumerable<string> ids, bool unasked, CancellationToken stop) =>
        (await Views(ids, unasked, stop)).ToDictionary(p => p.Key, p => AuthorJson.Of(p.Value));

    /// <summary>As <see cref="Find"/>, with all that Profile says of them.</summary>
    public async Task<IReadOnlyDictionary<string, ProfileView>> Views(IEnumerable<string> ids, bool unasked, CancellationToken stop)
    {
        var answers = await Task.WhenAll(
            ids.Distinct()
                .Chunk(Batch)
                .Select(some => profiles.GetProfilesAsync(new() { UserIds = { some } }, cancellationToken: stop).ResponseAsync)
        );
        return answers.SelectMany(a => a.Profiles).Where(p => !p.IsBlocked && !(unasked && p.IsMuted)).ToDictionary(p => p.Id);
    }

    /// <summary>Those whom something just written mentions. It stands, so it is answered without them when Profile is away.</summary>
    public async Task<IReadOnlyList<AuthorJson>> Mentioned(IReadOnlyCollection<string> ids, CancellationToken stop)
    {
        if (ids.Count == 0)
            return [];
        try
        {
            return ids.Among(await Find(ids, unasked: false, stop));
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return [];
        }
    }

    /// <summary>The caller, asked for before they create something, so that what was created can be answered.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Unauthenticated"/> when their account was deleted.</exception>
    public async Task<AuthorJson> Me(HttpContext http, CancellationToken stop)
    {
        try
        {
            return AuthorJson.Of(
                await profiles.GetProfileAsync(new() { UserId = http.User.CallerId().ToString() }, cancellationToken: stop)
            );
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            throw new FaultException(Fault.Unauthenticated, "This account was deleted.");
        }
    }
}

static class Mentions
{
    /// <summary>Those of the ids that are among the people, in order.</summary>
    public static IReadOnlyList<AuthorJson> Among(this IEnumerable<string> ids, IReadOnlyDictionary<string, AuthorJson> people) =>
        [.. from id in ids where people.ContainsKey(id) select people[id]];
}
