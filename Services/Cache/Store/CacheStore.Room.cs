namespace Social.Caches.Store;

/// <summary>How things leave.</summary>
sealed partial class CacheStore
{
    /// <summary>The only place where a slot changes: sums, queues and prints follow.</summary>
    void Set(Bucket bucket, Slot slot, EntryState known)
    {
        if (ReferenceEquals(slot.EntryState, known))
            return;
        bucket.Print ^= slot.Print;
        bytes -= slot.Cost;
        bytesOfTombstones -= slot.CostOfTombstone;
        Requeue(reading, slot.InReading, slot.EntryState.CachedValue, known.CachedValue);
        Requeue(writing, slot.InWriting, slot.EntryState.Tombstone, known.Tombstone);
        slot.EntryState = known == EntryState.Empty ? EntryState.Empty : known;
        bucket.Print ^= slot.Print;
        bytes += slot.Cost;
        bytesOfTombstones += slot.CostOfTombstone;
        if (known == EntryState.Empty)
            bucket.Slots.Remove(slot.Key);
        else
            bucket.Slots[slot.Key] = slot;
    }

    static void Requeue(LinkedList<Slot> queue, LinkedListNode<Slot> place, object? before, object? after)
    {
        if (ReferenceEquals(before, after))
            return;
        if (before is not null)
            queue.Remove(place);
        if (after is not null)
            queue.AddLast(place);
    }

    /// <summary>Entries make room for others, and writes, which are small and worth more, only when they take half of all.</summary>
    void MakeRoom()
    {
        while (bytesOfTombstones > options.Bytes / 2 && writing.First is { } oldest)
            EvictTombstone(BucketOf(oldest.Value), oldest.Value);
        while (bytes > options.Bytes && reading.First is { } least)
        {
            Set(BucketOf(least.Value), least.Value, least.Value.EntryState with { CachedValue = null });
            telemetry.Evicted("entry");
        }
        while (bytes > options.Bytes && writing.First is { } oldest)
            EvictTombstone(BucketOf(oldest.Value), oldest.Value);
    }

    /// <summary>Evicts a tombstone before it expires: from now on only values read well after its write are cached.</summary>
    void EvictTombstone(Bucket bucket, Slot slot)
    {
        var tombstone = slot.EntryState.Tombstone!;
        Set(bucket, slot, slot.EntryState with { Tombstone = null });
        RaiseFloor(bucket, FloorOf(tombstone));
        telemetry.Evicted("tombstone");
    }

    void DropExpired(Bucket bucket, Slot slot)
    {
        var now = clock.GetTimestamp();
        if (slot.EntryState.CachedValue?.Until <= now)
            Set(bucket, slot, slot.EntryState with { CachedValue = null });
        if (slot.EntryState.Tombstone is { } tombstone && tombstone.Until <= now)
        {
            Set(bucket, slot, slot.EntryState with { Tombstone = null });
            // By now it reaches nothing but readers that slept for minutes.
            RaiseFloor(bucket, FloorOf(tombstone));
        }
    }

    void RaiseFloor(Bucket bucket, ulong floor)
    {
        if (floor <= bucket.Floor)
            return;
        bucket.Floor = floor;
        foreach (var slot in bucket.Slots.Values.ToList())
        {
            var (tombstone, kept) = slot.EntryState;
            Set(
                bucket,
                slot,
                new(tombstone is not null && FloorOf(tombstone) <= floor ? null : tombstone, kept?.ReadAt <= floor ? null : kept)
            );
        }
    }

    Bucket BucketOf(Slot slot) => buckets[Bucket.IndexOf(slot.KeyHash)];
}
