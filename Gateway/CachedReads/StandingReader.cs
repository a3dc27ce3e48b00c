using Social.Contracts;
using Social.Gateway.Caching;
using Social.Gateway.ChangeStamps;
using Social.ServiceDefaults;

namespace Social.Gateway.CachedReads;

/// <summary>What no copy of a row can know: how its viewer stands to it, its counts, and its version now.</summary>
/// <param name="People">A relation for each of the people, in their order; null: who is not there for the viewer.</param>
/// <param name="Posts">A state for each of the posts, in their order; null: what is not there for the viewer.</param>
/// <param name="AuthorVersion">Of the list of posts that was asked for; 0 without.</param>
sealed record Standing(RelationView?[] People, PostState?[] Posts, ulong AuthorVersion);

/// <summary>
/// Tells how a viewer stands to people and posts: out of this process's memory where the change stamps say that nothing has changed, else
/// from one batched call to each owner. One for each request.
/// </summary>
sealed class StandingReader(
    RequestStamps stamps,
    ViewerMemory memory,
    ProfileService.ProfileServiceClient profiles,
    PostService.PostServiceClient posts
)
{
    /// <summary>Each of these once.</summary>
    /// <param name="viewer">Who asks, as the calls say, too.</param>
    /// <param name="rows">About whom and what.</param>
    /// <param name="author">Whose list of posts is to be told the version of.</param>
    /// <param name="stop">Ends the calls.</param>
    public async Task<Standing> AskAsync(Guid viewer, PageRows rows, string? author, CancellationToken stop)
    {
        if (rows.All.Length == 0 && author is null)
            return new([], [], 0);
        var list = author is null ? null : Keys.PostsOf(author);
        var now = await stamps.ReadAsync(Keys.Profile(viewer.ToString()), list is null ? rows.All : [.. rows.All, list]);
        var (relations, strangers) = Recall<RelationView>(viewer, rows.People, rows.OfPerson, now);
        var (states, unknown) = Recall<PostState>(viewer, rows.Posts, rows.OfPost, now);
        ListVersion? version = null;
        var listIsDue = list is not null && !(now is not null && memory.TryFind(viewer, list, now.Of(list), out version));
        ReadTelemetry.Remembered(rows.All.Length - strangers.Count - unknown.Count);
        if (strangers.Count == 0 && unknown.Count == 0 && !listIsDue)
            return new(relations, states, version?.Value ?? 0);
        var asked = RelationsAsync([.. strangers.Select(i => rows.People[i])], stop);
        var told = await StatesAsync([.. unknown.Select(i => rows.Posts[i])], listIsDue ? author! : "", stop);
        Place(viewer, (await asked).ToDictionary(r => r.Id), relations, strangers, rows.People, rows.OfPerson, now);
        Place(viewer, told.Posts.ToDictionary(p => p.Id), states, unknown, rows.Posts, rows.OfPost, now);
        if (listIsDue && now is not null)
            memory.Keep(viewer, list!, now.Of(list!), new ListVersion(told.AuthorVersion));
        return new(relations, states, version?.Value ?? told.AuthorVersion);
    }

    /// <summary>What is known of each, and the places of those that nothing is known of.</summary>
    (T?[] Known, List<int> Unknown) Recall<T>(Guid viewer, string[] ids, Func<int, string> row, Stamps? now)
        where T : class
    {
        var (known, unknown) = (new T?[ids.Length], new List<int>());
        for (var i = 0; i < ids.Length; i++)
            if (now is null || !memory.TryFind(viewer, row(i), now.Of(row(i)), out known[i]))
                unknown.Add(i);
        return (known, unknown);
    }

    /// <summary>Puts what was found to its places, and keeps it, also that there is none.</summary>
    void Place<T>(Guid viewer, Dictionary<string, T> found, T?[] all, List<int> places, string[] ids, Func<int, string> row, Stamps? before)
        where T : class
    {
        foreach (var i in places)
        {
            all[i] = found.GetValueOrDefault(ids[i]);
            if (before is not null)
                memory.Keep(viewer, row(i), before.Of(row(i)), all[i]);
        }
    }

    async Task<List<RelationView>> RelationsAsync(string[] ids, CancellationToken stop)
    {
        var answers = await Task.WhenAll(
            ids.Chunk(SharedLimits.ProfilesPerCall)
                .Select(some => profiles.GetRelationsAsync(new() { UserIds = { some } }, cancellationToken: stop).ResponseAsync)
        );
        return [.. answers.SelectMany(answer => answer.People)];
    }

    async Task<(List<PostState> Posts, ulong AuthorVersion)> StatesAsync(string[] ids, string author, CancellationToken stop)
    {
        // The version of a list is asked for even when all of its posts are known.
        string[][] parts =
            ids.Length == 0 && author.Length > 0
                ?
                [
                    [],
                ]
                : [.. ids.Chunk(SharedLimits.PostsPerCall)];
        var answers = await Task.WhenAll(
            parts.Select(some => posts.GetStatesAsync(new() { Ids = { some }, AuthorId = author }, cancellationToken: stop).ResponseAsync)
        );
        return ([.. answers.SelectMany(answer => answer.Posts)], answers.FirstOrDefault()?.AuthorVersion ?? 0);
    }

    sealed record ListVersion(ulong Value);
}
