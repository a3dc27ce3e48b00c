using Social.Contracts;
using Social.Gateway.Caching;
using Social.Gateway.ChangeStamps;
using Social.ServiceDefaults;

namespace Social.Gateway.CachedReads;

/// <summary>What no copy of a row can know: how its viewer stands to it, its counts, and its version now. Who or what is not there for the viewer is absent.</summary>
/// <param name="People">Relations to people.</param>
/// <param name="Posts">States of posts.</param>
/// <param name="AuthorVersion">Of the list of posts that was asked for; 0 without.</param>
sealed record Standing(IReadOnlyList<RelationView> People, IReadOnlyList<PostState> Posts, ulong AuthorVersion);

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
    /// <param name="people">Their ids.</param>
    /// <param name="written">Ids of posts.</param>
    /// <param name="author">Whose list of posts is to be told the version of.</param>
    /// <param name="stop">Ends the calls.</param>
    public async Task<Standing> AskAsync(
        Guid viewer,
        IReadOnlyCollection<string> people,
        IReadOnlyCollection<string> written,
        string? author,
        CancellationToken stop
    )
    {
        List<string> rows = [.. people.Select(Keys.Profile), .. written.Select(Keys.Post)];
        if (author is not null)
            rows.Add(Keys.PostsOf(author));
        if (rows.Count == 0)
            return new([], [], 0);
        var now = await stamps.ReadAsync(Keys.Profile(viewer.ToString()), rows);
        var (relations, strangers) = Recall<RelationView>(viewer, people, Keys.Profile, now);
        var (states, unknown) = Recall<PostState>(viewer, written, Keys.Post, now);
        ListVersion? version = null;
        var listIsDue =
            author is not null
            && !(now is not null && memory.TryFind(viewer, Keys.PostsOf(author), now.Of(Keys.PostsOf(author)), out version));
        ReadTelemetry.Remembered(relations.Count + states.Count);
        var asked = RelationsAsync(strangers, stop);
        var told = await StatesAsync(unknown, listIsDue ? author! : "", stop);
        relations.AddRange(await asked);
        states.AddRange(told.Posts);
        if (now is not null)
        {
            Keep(viewer, strangers, Keys.Profile, (await asked).ToDictionary(r => r.Id), now);
            Keep(viewer, unknown, Keys.Post, told.Posts.ToDictionary(p => p.Id), now);
            if (listIsDue)
                memory.Keep(viewer, Keys.PostsOf(author!), now.Of(Keys.PostsOf(author!)), new ListVersion(told.AuthorVersion));
        }
        return new(relations, states, version?.Value ?? told.AuthorVersion);
    }

    (List<T> Known, List<string> Unknown) Recall<T>(Guid viewer, IReadOnlyCollection<string> ids, Func<string, string> row, Stamps? now)
        where T : class
    {
        var (known, unknown) = (new List<T>(ids.Count), new List<string>());
        foreach (var id in ids)
        {
            if (now is null || !memory.TryFind<T>(viewer, row(id), now.Of(row(id)), out var value))
                unknown.Add(id);
            else if (value is not null)
                known.Add(value);
        }
        return (known, unknown);
    }

    void Keep<T>(Guid viewer, List<string> ids, Func<string, string> row, Dictionary<string, T> found, Stamps before)
        where T : class
    {
        foreach (var id in ids)
            memory.Keep(viewer, row(id), before.Of(row(id)), found.GetValueOrDefault(id));
    }

    async Task<List<RelationView>> RelationsAsync(List<string> ids, CancellationToken stop)
    {
        var answers = await Task.WhenAll(
            ids.Chunk(SharedLimits.ProfilesPerCall)
                .Select(some => profiles.GetRelationsAsync(new() { UserIds = { some } }, cancellationToken: stop).ResponseAsync)
        );
        return [.. answers.SelectMany(answer => answer.People)];
    }

    async Task<(List<PostState> Posts, ulong AuthorVersion)> StatesAsync(List<string> ids, string author, CancellationToken stop)
    {
        // The version of a list is asked for even when all of its posts are known.
        string[][] parts =
            ids.Count == 0 && author.Length > 0
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
