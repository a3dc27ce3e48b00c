using Google.Protobuf;
using Social.Caches.Store;
using Social.Contracts;

namespace Social.Caches.Replication;

/// <summary>What is known of a key, as it travels: with what is left of its time, since no two processes count the same.</summary>
static class Wire
{
    public static KeyState ToState(this CacheStore store, string key, EntryState known) =>
        new()
        {
            Key = key,
            Tombstone = known.Tombstone is { } tombstone
                ? new()
                {
                    Version = tombstone.Version,
                    Stamp = tombstone.Stamp,
                    LeftMs = store.LeftMs(tombstone.Until),
                }
                : null,
            Entry = known.CachedValue is { } kept
                ? new()
                {
                    Version = kept.Version,
                    Stamp = kept.Stamp,
                    Replica = kept.Replica,
                    ReadAt = kept.ReadAt,
                    Value = kept.Bytes,
                    LeftMs = store.LeftMs(kept.Until),
                }
                : null,
        };

    public static EntryState ToKnown(this CacheStore store, KeyState state) =>
        new(
            state.Tombstone is { } t ? new(t.Version, t.Stamp, store.InMs(t.LeftMs)) : null,
            state.Entry is { } e ? new(e.Version, e.Stamp, e.Replica, e.ReadAt, e.Value, store.InMs(e.LeftMs)) : null
        );

    /// <summary>Enough of it for another to see whether it knows better.</summary>
    public static HeldKey ToHeld(ulong keyHash, EntryState known) =>
        new()
        {
            KeyHash = keyHash,
            TombstoneVersion = known.Tombstone?.Version ?? 0,
            TombstoneStamp = known.Tombstone?.Stamp ?? 0,
            HasEntry = known.CachedValue is not null,
            Version = known.CachedValue?.Version ?? 0,
            Stamp = known.CachedValue?.Stamp ?? 0,
            Replica = known.CachedValue?.Replica ?? 0,
        };

    /// <inheritdoc cref="ToHeld"/>
    public static EntryState ToKnown(this HeldKey held) =>
        new(
            held.TombstoneVersion > 0 ? new(held.TombstoneVersion, held.TombstoneStamp, Until: 0) : null,
            held.HasEntry ? new(held.Version, held.Stamp, held.Replica, ReadAt: 0, ByteString.Empty, Until: 0) : null
        );

    static uint LeftMs(this CacheStore store, long until) => (uint)store.Left(until).TotalMilliseconds;

    static long InMs(this CacheStore store, uint left) => store.In(TimeSpan.FromMilliseconds(left));
}
