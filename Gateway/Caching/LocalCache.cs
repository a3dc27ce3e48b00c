using Microsoft.Extensions.Caching.Memory;
using Social.Contracts;

namespace Social.Gateway.Caching;

/// <summary>
/// Local copy of recent entries, so that the cache need not be asked each time. It hears of no change and need not: whatever comes
/// out of it is compared with the version that the owner tells in the same moment.
/// </summary>
sealed class LocalCache(CacheOptions options) : IDisposable
{
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // For the key and what surrounds an entry, bytes.
    const int Around = 300;

    readonly MemoryCache entries = new(new MemoryCacheOptions { SizeLimit = options.NearBytes });

    public CacheEntry? Find(string key) => entries.TryGetValue(key, out CacheEntry? entry) ? entry : null;

    /// <summary>What has a version; what is absent has none to compare.</summary>
    public void Keep(IEnumerable<CacheEntry> some)
    {
        foreach (var entry in some)
            if (entry.Version > 0)
                entries.Set(
                    entry.Key,
                    entry,
                    new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Lifetime, Size = Around + entry.Value.Length }
                );
    }

    public void Dispose() => entries.Dispose();
}
