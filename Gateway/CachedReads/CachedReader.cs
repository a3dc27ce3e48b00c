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
    Guid Me => http.HttpContext!.User.CallerId();

    /// <summary>Whether this request reads past the cache.</summary>
    bool IsPast => !cache.IsThere;

    public async Task<IReadOnlyDictionary<string, ProfileView>> ReadPeopleAsync(IEnumerable<string> ids, CancellationToken stop) =>
        (await ReadPageAsync(ids, [], stop)).People;

    /// <summary>
    /// Both with one question to the cache, and with the authors and the mentioned of those posts that this process has a copy of, so
    /// that they need no second call. Ids may come more than once.
    /// </summary>
    public async Task<Seen> ReadPageAsync(IEnumerable<string> people, IEnumerable<string> written, CancellationToken stop)
    {
        var users = people.ToHashSet();
        string[] ids = [.. written.Distinct()];
        if (IsPast)
        {
            ReadTelemetry.Passed([.. users.Select(Keys.Profile), .. ids.Select(Keys.Post)]);
            var (everybody, everything) = (AskPeopleAsync([.. users], stop), AskPostsAsync(ids, stop));
            await Task.WhenAll(everybody, everything);
            return new(await everybody, await everything, users);
        }
        foreach (var entry in local.Find(ids.Select(Keys.Post)))
            users.UnionWith(entry.PeopleOfPost());
        var kept = ReadEntriesAsync([.. users.Select(Keys.Profile), .. ids.Select(Keys.Post)], stop);
        var stands = standing.AskAsync(Me, users, ids, author: null, stop);
        await Task.WhenAll(kept, stands);
        var (seen, posts) = await ComposeAsync(await kept, (await stands).People, (await stands).Posts, stop);
        return new(seen, posts, users);
    }

    /// <summary>What is kept, as the caller sees it; what its owner knows a newer version of, as it is now.</summary>
    async Task<(IReadOnlyDictionary<string, ProfileView> People, IReadOnlyDictionary<string, PostView> Posts)> ComposeAsync(
        Found kept,
        IReadOnlyCollection<RelationView> relations,
        IReadOnlyCollection<PostState> states,
        CancellationToken stop
    )
    {
        await RenewAsync(
            kept,
            [.. relations.Select(r => (Keys.Profile(r.Id), r.Version)), .. states.Select(s => (Keys.Post(s.Id), s.Version))],
            stop
        );
        return (
            relations.Where(r => !kept[Keys.Profile(r.Id)].Absent).ToDictionary(r => r.Id, r => kept[Keys.Profile(r.Id)].With(r)),
            states.Where(s => !kept[Keys.Post(s.Id)].Absent).ToDictionary(s => s.Id, s => kept[Keys.Post(s.Id)].With(s))
        );
    }

    /// <summary>An entry for each key: out of the cache, else loaded for everybody.</summary>
    async Task<Found> ReadEntriesAsync(IReadOnlyCollection<string> keys, CancellationToken stop)
    {
        var found = new Found();
        found.Add(local.Find(keys));
        ReadTelemetry.LocalHits(found.Keys);
        keys = [.. keys.Where(key => !found.ContainsKey(key))];
        if (keys.Count == 0)
            return found;
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
    async Task RenewAsync(Found kept, IReadOnlyCollection<(string Key, ulong Version)> now, CancellationToken stop)
    {
        if (Outdated() is not { Length: > 0 } first)
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
    sealed class Found : Dictionary<string, CacheEntry>
    {
        public ByteString Lease { get; set; } = ByteString.Empty;

        public void Add(IEnumerable<CacheEntry> entries)
        {
            foreach (var entry in entries)
                this[entry.Key] = entry;
        }
    }

    async Task<IReadOnlyDictionary<string, ProfileView>> AskPeopleAsync(string[] ids, CancellationToken stop)
    {
        var answers = await Task.WhenAll(
            ids.Chunk(SharedLimits.ProfilesPerCall)
                .Select(some => profiles.GetProfilesAsync(new() { UserIds = { some } }, cancellationToken: stop).ResponseAsync)
        );
        return answers.SelectMany(answer => answer.Profiles).ToDictionary(p => p.Id);
    }

    async Task<IReadOnlyDictionary<string, PostView>> AskPostsAsync(string[] ids, CancellationToken stop)
    {
        var answers = await Task.WhenAll(
            ids.Chunk(SharedLimits.PostsPerCall)
                .Select(some => posts.GetPostsAsync(new() { Ids = { some } }, cancellationToken: stop).ResponseAsync)
        );
        return answers.SelectMany(answer => answer.Posts).ToDictionary(p => p.Id);
    }
}
