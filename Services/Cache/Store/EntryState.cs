using Google.Protobuf;

namespace Social.Caches.Store;

/// <summary>A cached row.</summary>
/// <param name="Version">Of the row; 0: there is none.</param>
/// <param name="Stamp">When it was put.</param>
/// <param name="Replica">Where it was put.</param>
/// <param name="ReadAt">Before which no later write can have been missed: the stamp of the lease under which it was read.</param>
/// <param name="Bytes">Empty when there is no row.</param>
/// <param name="Until">In this process's own time, not part of what it is.</param>
sealed record CachedValue(ulong Version, ulong Stamp, ulong Replica, ulong ReadAt, ByteString Bytes, long Until)
{
    public bool IsAbsent => Version == 0;

    /// <summary>The higher version wins, then the newer stamp, then the replica's id: of two that differ exactly one.</summary>
    public bool Beats(CachedValue? other) =>
        other is null || (Version, Stamp, Replica).CompareTo((other.Version, other.Stamp, other.Replica)) > 0;
}

/// <summary>Tombstone of a write: lower versions are stale.</summary>
/// <param name="Version">Which the write gave the row; <see cref="Gone"/>: there is no row any more.</param>
/// <param name="Stamp">Not before the write, as far as clocks can tell.</param>
/// <param name="Until">In this process's own time, not part of what it is.</param>
sealed record Tombstone(ulong Version, ulong Stamp, long Until)
{
    public const ulong Gone = ulong.MaxValue;

    /// <summary>The higher version wins, then the newer stamp.</summary>
    public bool Beats(Tombstone? other) => other is null || (Version, Stamp).CompareTo((other.Version, other.Stamp)) > 0;
}

/// <summary>
/// State of a key: tombstone and cached value. Merging is commutative, associative and idempotent: both halves only ever grow,
/// and what a tombstone once ruled out stays ruled out.
/// </summary>
sealed record EntryState(Tombstone? Tombstone, CachedValue? CachedValue)
{
    public static readonly EntryState Empty = new(null, null);

    /// <summary>The very same object as <paramref name="a"/> when <paramref name="b"/> adds nothing to it.</summary>
    public static EntryState Merge(EntryState a, EntryState b)
    {
        var tombstone = b.Tombstone?.Beats(a.Tombstone) == true ? b.Tombstone : a.Tombstone;
        var kept = b.CachedValue?.Beats(a.CachedValue) == true ? b.CachedValue : a.CachedValue;
        if (kept?.Version < tombstone?.Version)
            kept = null;
        return ReferenceEquals(tombstone, a.Tombstone) && ReferenceEquals(kept, a.CachedValue) ? a : new(tombstone, kept);
    }
}
