using Microsoft.Extensions.Caching.Memory;
using Social.Gateway.Caching;
using Social.ServiceDefaults.ChangeStamps;

namespace Social.Gateway.ChangeStamps;

/// <summary>
/// What owners have told this process of rows as one viewer sees them, each with the stamps under which it was asked for. Bounded by
/// number; what is used least goes first.
/// </summary>
sealed class ViewerMemory(CacheOptions options) : IDisposable
{
    // Redis forgets a stamp after its lifetime: what was read under one must not be found again by its absence.
    static readonly TimeSpan Lifetime = StampKeys.Lifetime - TimeSpan.FromSeconds(10);

    readonly MemoryCache entries = new(new MemoryCacheOptions { SizeLimit = options.Remembered });

    /// <summary>True when it is known and holds under these stamps; null then means that there is no such row for this viewer.</summary>
    public bool TryFind<T>(Guid viewer, string row, Stamp now, out T? value)
        where T : class
    {
        var found = entries.TryGetValue(new Key(viewer, row), out Entry? entry) && entry!.Stamp == now;
        value = found ? (T?)entry!.Value : null;
        return found;
    }

    /// <summary>What was known at last, whether or not it holds; null when nothing was.</summary>
    public T? FindAny<T>(Guid viewer, string row)
        where T : class => entries.TryGetValue(new Key(viewer, row), out Entry? entry) ? (T?)entry!.Value : null;

    /// <param name="viewer">Who asked.</param>
    /// <param name="row">For what.</param>
    /// <param name="before">The stamps before the owner was asked.</param>
    /// <param name="value">What the owner said; null: there is none for this viewer.</param>
    public void Keep(Guid viewer, string row, Stamp before, object? value) =>
        entries.Set(
            new Key(viewer, row),
            new Entry(before, value),
            new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Lifetime, Size = 1 }
        );

    public void Dispose() => entries.Dispose();

    sealed record Key(Guid Viewer, string Row);

    sealed record Entry(Stamp Stamp, object? Value);
}
