namespace Social.Caches.Store;

/// <summary>A key's place in the store, what is known of it, and its places in the two queues of what has to go first.</summary>
sealed class Slot
{
    // Measured on 64 bits: the objects, their headers and their entries in dictionary and lists.
    const int OfSlot = 200;
    const int OfKept = 220;
    const int OfTombstone = 130;

    public Slot(string key, ulong hash)
    {
        (Key, KeyHash) = (key, hash);
        (InReading, InWriting) = (new(this), new(this));
    }

    public string Key { get; }
    public ulong KeyHash { get; }
    public EntryState EntryState { get; set; } = EntryState.Empty;

    /// <summary>Its place among what was read.</summary>
    public LinkedListNode<Slot> InReading { get; }

    /// <summary>Its place among the tombstones.</summary>
    public LinkedListNode<Slot> InWriting { get; }

    public ulong Print => EntryState == EntryState.Empty ? 0 : Hash.Compute(KeyHash, EntryState);

    /// <summary>In bytes.</summary>
    public long Cost =>
        (EntryState == EntryState.Empty ? 0 : OfSlot + 2 * Key.Length)
        + (EntryState.Tombstone is null ? 0 : OfTombstone)
        + (EntryState.CachedValue is { } kept ? OfKept + kept.Bytes.Length : 0);

    /// <summary>Of that, what would be free without the tombstone.</summary>
    public long CostOfTombstone =>
        EntryState.Tombstone is null ? 0 : OfTombstone + (EntryState.CachedValue is null ? OfSlot + 2 * Key.Length : 0);
}

/// <summary>The keys whose hashes end alike: what replicas compare, and what one floor holds for.</summary>
sealed class Bucket
{
    /// <summary>The same for every replica.</summary>
    public const int Count = 1024;

    public Dictionary<string, Slot> Slots { get; } = [];

    /// <summary>Equal where two replicas hold the same, floors aside.</summary>
    public ulong Print { get; set; }

    /// <summary>Nothing is kept that was read under a lease up to this stamp: a write in between may have been forgotten.</summary>
    public ulong Floor { get; set; }

    public static int IndexOf(ulong keyHash) => (int)(keyHash % Count);
}
