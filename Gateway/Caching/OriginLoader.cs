using Grpc.Core;
using Social.Contracts;
using Social.ServiceDefaults;

namespace Social.Gateway.Caching;

/// <summary>Profile as this process itself sees it: everybody is there, and nobody has relations.</summary>
sealed class AllProfiles(CallInvoker calls) : ProfileService.ProfileServiceClient(calls);

/// <summary>Post as this process itself sees it: every post is there.</summary>
sealed class AllPosts(CallInvoker calls) : PostService.PostServiceClient(calls);

/// <summary>Loads cache entries from the services that own them, on nobody's behalf, so that everybody may be given them.</summary>
sealed class OriginLoader(AllProfiles profiles, AllPosts posts)
{
    /// <summary>An entry for each key, some of them absent; one call to each owner, if they are not very many.</summary>
    public async Task<IReadOnlyCollection<CacheEntry>> LoadAsync(IReadOnlyCollection<string> keys)
    {
        ReadTelemetry.Loaded(keys);
        var entries = await Task.WhenAll([
            .. IdsOf(keys, Keys.Profiles).Chunk(SharedLimits.ProfilesPerCall).Select(LoadProfilesAsync),
            .. IdsOf(keys, Keys.Posts).Chunk(SharedLimits.PostsPerCall).Select(LoadPostsAsync),
            .. IdsOf(keys, Keys.Lists).Select(LoadListAsync),
        ]);
        var found = entries.SelectMany(e => e).ToDictionary(e => e.Key);
        return [.. keys.Select(key => found.GetValueOrDefault(key) ?? CacheEntryMapper.Absent(key))];
    }

    async Task<CacheEntry[]> LoadProfilesAsync(string[] ids) =>
        [.. (await profiles.GetProfilesAsync(new() { UserIds = { ids } })).Profiles.Select(p => p.ToEntry())];

    async Task<CacheEntry[]> LoadPostsAsync(string[] ids) =>
        [.. (await posts.GetPostsAsync(new() { Ids = { ids } })).Posts.Select(p => p.ToEntry())];

    async Task<CacheEntry[]> LoadListAsync(string author) => [(await posts.ListIdsAsync(new() { AuthorId = author })).ToEntry(author)];

    static IEnumerable<string> IdsOf(IEnumerable<string> keys, string kind) =>
        keys.Where(key => key.StartsWith(kind, StringComparison.Ordinal)).Select(key => key[kind.Length..]);
}
