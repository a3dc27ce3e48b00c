using Grpc.Core;
using Social.Contracts;
using Social.Gateway.CachedReads;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Posts;

/// <summary>
/// The people that a page of posts, comments or stories shows. Who is not shown, since they deleted their account or one blocked the
/// other, is not here, and with them goes what they wrote: Profile's word holds at once, whatever other services know yet.
/// </summary>
sealed class AuthorLookup(CachedReader reader, ProfileService.ProfileServiceClient profiles)
{
    /// <summary>Those whom the caller may see, by id.</summary>
    /// <param name="ids">Each may come more than once.</param>
    /// <param name="excludeMuted">Leaves out the people whom the caller muted.</param>
    /// <param name="stop">Ends the calls.</param>
    public async Task<IReadOnlyDictionary<string, AuthorJson>> FindAsync(
        IEnumerable<string> ids,
        bool excludeMuted,
        CancellationToken stop
    ) => (await reader.ReadPeopleAsync(ids, stop)).Values.Where(p => IsShown(p, excludeMuted)).ToDictionary(p => p.Id, p => p.Author);

    /// <summary>Those of these people whom the caller may see, by id: out of what a page was answered with, and asked for where that lacks them.</summary>
    public async Task<IReadOnlyDictionary<string, AuthorJson>> FindAsync(
        IEnumerable<string> ids,
        Seen seen,
        bool excludeMuted,
        CancellationToken stop
    )
    {
        var shown = new Dictionary<string, AuthorJson>(seen.People.Count);
        foreach (var person in seen.People.Values)
            if (IsShown(person, excludeMuted))
                shown.Add(person.Id, person.Author);
        var rest = new List<string>();
        foreach (var id in ids)
            if (!seen.Asked.Contains(id))
                rest.Add(id);
        if (rest.Count > 0)
            foreach (var (id, author) in await FindAsync(rest, excludeMuted, stop))
                shown[id] = author;
        return shown;
    }

    /// <summary>Those of the people who are shown: without those whom the caller blocks and, with excludeMuted, those whom they muted.</summary>
    public static bool IsShown(SeenPerson person, bool excludeMuted) => !person.IsBlocked && !(excludeMuted && person.IsMuted);

    /// <summary>Those whom something just written mentions. It stands, so it is answered without them when Profile is away.</summary>
    public async Task<IReadOnlyList<AuthorJson>> FindMentionedAsync(IReadOnlyList<string> ids, CancellationToken stop)
    {
        if (ids.Count == 0)
            return [];
        try
        {
            return ids.Among(await FindAsync(ids, excludeMuted: false, stop));
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return [];
        }
    }

    /// <summary>
    /// The caller, looked up before they create something, so that what was created can be answered: as pages are shown with, or asked of
    /// Profile where that lacks them. While Profile is away a copy that a cache keeps will do: what is written needs their id alone, and the
    /// service that writes it refuses deleted accounts itself.
    /// </summary>
    /// <exception cref="FaultException"><see cref="Fault.Unauthenticated"/> when their account was deleted.</exception>
    public async Task<AuthorJson> GetCallerAsync(HttpContext http, CancellationToken stop)
    {
        var id = http.User.CallerId().ToString();
        try
        {
            if ((await FindAsync([id], excludeMuted: false, stop)).TryGetValue(id, out var known))
                return known;
            var me = await profiles.GetProfileAsync(new() { UserId = id }, cancellationToken: stop);
            reader.Keep(me);
            return AuthorJson.From(me);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            throw new FaultException(Fault.Unauthenticated, "This account was deleted.");
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            if (await reader.FindCopyAsync(id, stop) is { } copy)
                return AuthorJson.From(copy);
            throw;
        }
    }
}

static class Mentions
{
    /// <summary>Those of the ids that are among the people, in order.</summary>
    public static IReadOnlyList<AuthorJson> Among(this IReadOnlyList<string> ids, IReadOnlyDictionary<string, AuthorJson> people)
    {
        if (ids.Count == 0)
            return [];
        var among = new List<AuthorJson>(ids.Count);
        for (var i = 0; i < ids.Count; i++)
            if (people.TryGetValue(ids[i], out var person))
                among.Add(person);
        return among;
    }
}
