using Google.Protobuf;
using Social.Contracts;
using Social.Gateway.Caching;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;

namespace Social.Gateway.CachedReads;

/// <summary>
/// Reads profiles and posts through the cache. What everybody reads alike comes out of it; counts, the caller's relations and their
/// permission are what the owner says, whose "no" wins: asked in one batched call, or remembered from an earlier one while the change stamps
/// say that it holds. Since the owner also tells the version, what is out of date is noticed whoever forgot to say so, and what this process
/// has seen before needs no question to the cache. While the cache is away the owners alone answer. One for each request.
/// </summary>
sealed partial class CachedReader(
    SharedCache cache,
    LocalCache local,
    Usernames names,
    SingleFlight singleFlight,
    OriginLoader origin,
    CacheWriteQueue writes,
    StandingReader standing,
    ProfileService.ProfileServiceClient profiles,
    PostService.PostServiceClient posts,
    IHttpContextAccessor http
)
{
    // How many people, and how many posts, a page shows; those of more take longer.
    const int UsualRows = 32;

    Guid Me => http.HttpContext!.User.CallerId();

    /// <summary>Whether this request reads past the cache.</summary>
    bool IsPast => !cache.IsThere;

    public async Task<IReadOnlyDictionary<string, SeenPerson>> ReadPeopleAsync(IEnumerable<string> ids, CancellationToken stop) =>
        (await ReadPageAsync(ids, [], stop)).People;

    /// <summary>
    /// Both with one question to the cache, and with the authors and the mentioned of those posts that this process has a copy of, so
    /// that they need no second call. Ids may come more than once.
    /// </summary>
    public async Task<Seen> ReadPageAsync(IEnumerable<string> people, IEnumerable<string> written, CancellationToken stop)
    {
        var users = new HashSet<string>(UsualRows);
        users.UnionWith(people);
        var ids = new HashSet<string>(UsualRows);
        ids.UnionWith(written);
        if (IsPast)
        {
            ReadTelemetry.Passed(new PageRows(users, ids).All);
            var (everybody, everything) = (AskPeopleAsync([.. users], stop), AskPostsAsync([.. ids], stop));
            await Task.WhenAll(everybody, everything);
            return new(await everybody, await everything, users);
        }
        AddPeopleOf(ids, users);
        var rows = new PageRows(users, ids);
        var kept = ReadEntriesAsync(rows.All, stop);
        var stands = standing.AskAsync(Me, rows, author: null, stop);
        await Task.WhenAll(kept, stands);
        var (seen, posts) = await ComposeAsync(rows, await kept, await stands, stop);
        return new(seen, posts, users);
    }

    /// <summary>Adds the authors and the mentioned of those of the posts that this process has a copy of.</summary>
    void AddPeopleOf(IEnumerable<string> posts, HashSet<string> people)
    {
        foreach (var id in posts)
            if (local.Find(Keys.Post(id)) is { } entry)
                people.UnionWith(PostContent.Of(entry).People);
    }

    /// <summary>What is kept, as the caller sees it; what its owner knows a newer version of, as it is now.</summary>
    async Task<(Dictionary<string, SeenPerson> People, Dictionary<string, SeenPost> Posts)> ComposeAsync(
        PageRows rows,
        Found kept,
        Standing standing,
        CancellationToken stop
    )
    {
        var outdated = new List<(string Key, ulong Version)>();
        for (var i = 0; i < rows.People.Length; i++)
            if (standing.People[i] is { } relation && kept[rows.OfPerson(i)].Version < relation.Version)
                outdated.Add((rows.OfPerson(i), relation.Version));
        for (var i = 0; i < rows.Posts.Length; i++)
            if (standing.Posts[i] is { } state && kept[rows.OfPost(i)].Version < state.Version)
                outdated.Add((rows.OfPost(i), state.Version));
        await RenewAsync(kept, outdated, stop);
        var people = new Dictionary<string, SeenPerson>(rows.People.Length);
        for (var i = 0; i < rows.People.Length; i++)
            if (standing.People[i] is { } relation && kept[rows.OfPerson(i)] is { Absent: false } entry)
                people.Add(relation.Id, SeenPerson.Of(entry, relation));
        var posts = new Dictionary<string, SeenPost>(rows.Posts.Length);
        for (var i = 0; i < rows.Posts.Length; i++)
            if (standing.Posts[i] is { } state && kept[rows.OfPost(i)] is { Absent: false } entry)
                posts.Add(state.Id, SeenPost.Of(entry, state));
        return (people, posts);
    }

    /// <summary>An entry for each key: out of the cache, else loaded for everybody.</summary>
    async Task<Found> ReadEntriesAsync(string[] keys, CancellationToken stop)
    {
        var found = new Found(keys.Length);
        foreach (var key in keys)
            if (local.Find(key) is { } entry)
                found.Add(key, entry);
        ReadTelemetry.LocalHits(found.Keys);
        if (found.Count == keys.Length)
            return found;
        keys = [.. keys.Where(key => !found.ContainsKey(key))];
        var answer = await cache.GetAsync(keys, stop);
        found.Lease = answer.Lease;
        found.Add(answer.Entries);
        local.Keep(answer.Entries);
        ReadTelemetry.Hits(answer.Entries.Select(e => e.Key));
        string[] missing = [.. keys.Where(key => !found.ContainsKey(key))];
        if (missing.Length == 0)
            return found;
        ReadTelemetry.Misses(missing);
        found.Add(await singleFlight.LoadAsync(missing, found.Lease, stop));
        return found;
    }

    /// <summary>
    /// Whatever is older than its owner says is read anew: out of the cache where only this process had not heard, else as everybody
    /// who misses it does, and at last from the owner whatever others are loading, since they may have begun before the change.
    /// </summary>
    async Task RenewAsync(Found kept, List<(string Key, ulong Version)> now, CancellationToken stop)
    {
        if (now.Count == 0 || Outdated() is not { Length: > 0 } first)
            return;
        ReadTelemetry.OutOfDate(first);
        if (kept.Lease.IsEmpty)
        {
            var answer = await cache.GetAsync(first, stop);
            kept.Lease = answer.Lease;
            kept.Add(answer.Entries);
            local.Keep(answer.Entries);
        }
        if (Outdated() is { Length: > 0 } missing)
            kept.Add(await singleFlight.LoadAsync(missing, kept.Lease, stop));
        if (Outdated() is { Length: > 0 } late)
        {
            var fresh = await origin.LoadAsync(late).WaitAsync(stop);
            kept.Add(fresh);
            writes.Enqueue(fresh, kept.Lease);
        }

        string[] Outdated() => [.. now.Where(n => kept[n.Key].Version < n.Version).Select(n => n.Key)];
    }

    /// <summary>Entries by key, and the lease of the cache that was asked before their owners were.</summary>
    sealed class Found(int capacity = 0) : Dictionary<string, CacheEntry>(capacity)
    {
        public ByteString Lease { get; set; } = ByteString.Empty;

        public void Add(IEnumerable<CacheEntry> entries)
        {
            foreach (var entry in entries)
                this[entry.Key] = entry;
        }
    }

    async Task<Dictionary<string, SeenPerson>> AskPeopleAsync(string[] ids, CancellationToken stop)
    {
        var answers = await Task.WhenAll(
            ids.Chunk(SharedLimits.ProfilesPerCall)
                .Select(some => profiles.GetProfilesAsync(new() { UserIds = { some } }, cancellationToken: stop).ResponseAsync)
        );
        return answers.SelectMany(answer => answer.Profiles).ToDictionary(p => p.Id, SeenPerson.Of);
    }

    async Task<Dictionary<string, SeenPost>> AskPostsAsync(string[] ids, CancellationToken stop)
    {
        var answers = await Task.WhenAll(
            ids.Chunk(SharedLimits.PostsPerCall)
                .Select(some => posts.GetPostsAsync(new() { Ids = { some } }, cancellationToken: stop).ResponseAsync)
        );
        return answers.SelectMany(answer => answer.Posts).ToDictionary(p => p.Id, SeenPost.Of);
    }
}
