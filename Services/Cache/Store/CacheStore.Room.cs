namespace Social.Caches.Store;

/// <summary>How things leave.</summary>
sealed partial class CacheStore
{
    /// <summary>The only place where a slot changes: sums, queues and prints follow.</summary>
    void Set(Bucket bucket, Slot slot, Known known)
    {
        if (ReferenceEquals(slot.Known, known))
            return;
        bucket.Print ^= slot.Print;
        bytes -= slot.Cost;
        bytesOfTombstones -= slot.CostOfTombstone;
        Requeue(reading, slot.InReading, slot.Known.Kept, known.Kept);
        Requeue(writing, slot.InWriting, slot.Known.Tombstone, known.Tombstone);
        slot.Known = known == Known.Nothing ? Known.Nothing : known;
        bucket.Print ^= slot.Print;
        bytes += slot.Cost;
        bytesOfTombstones += slot.CostOfTombstone;
        if (known == Known.Nothing)
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
            Bury(BucketOf(oldest.Value), oldest.Value);
        while (bytes > options.Bytes && reading.First is { } least)
        {
            Set(BucketOf(least.Value), least.Value, least.Value.Known with { Kept = null });
            telemetry.Evicted("entry");
        }
        while (bytes > options.Bytes && writing.First is { } oldest)
            Bury(BucketOf(oldest.Value), oldest.Value);
    }

    /// <summary>Forgets a write before its time: from now on only what was read well after it is kept.</summary>
    void Bury(Bucket bucket, Slot slot)
    {
        var tombstone = slot.Known.Tombstone!;
        Set(bucket, slot, slot.Known with { Tombstone = null });
        Raise(bucket, FloorOf(tombstone));
        telemetry.Evicted("tombstone");
    }

    void DropExpired(Bucket bucket, Slot slot)
    {
        var now = clock.GetTimestamp();
        if (slot.Known.Kept?.Until <= now)
            Set(bucket, slot, slot.Known with { Kept = null });
        if (slot.Known.Tombstone is { } tombstone && tombstone.Until <= now)
        {
            Set(bucket, slot, slot.Known with { Tombstone = null });
            // By now it reaches nothing but readers that slept for minutes.
            Raise(bucket, FloorOf(tombstone));
        }
    }

    void Raise(Bucket bucket, ulong floor)
    {
        if (floor <= bucket.Floor)
            return;
        bucket.Floor = floor;
        foreach (var slot in bucket.Slots.Values.ToList())
        {
            var (tombstone, kept) = slot.Known;
            Set(
                bucket,
                slot,
                new(tombstone is not null && FloorOf(tombstone) <= floor ? null : tombstone, kept?.ReadAt <= floor ? null : kept)
            );
        }
    }

    Bucket BucketOf(Slot slot) => buckets[Bucket.Of(slot.KeyHash)];
}
