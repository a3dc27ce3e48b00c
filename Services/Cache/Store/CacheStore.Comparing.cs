namespace Social.Caches.Store;

/// <summary>How two replicas find what one of them lacks.</summary>
sealed partial class CacheStore
{
    /// <summary>Of every bucket, a print of what it holds and its floor.</summary>
    public (ulong[] Prints, ulong[] Floors) Digest()
    {
        lock (gate)
            return ([.. buckets.Select(b => b.Print)], [.. buckets.Select(b => b.Floor)]);
    }

    /// <summary>Takes over what another has forgotten, and says which buckets then still differ.</summary>
    public List<int> Compare(IReadOnlyList<ulong> prints, IReadOnlyList<ulong> floors)
    {
        var differing = new List<int>();
        lock (gate)
            for (var i = 0; i < Bucket.Count; i++)
            {
                RaiseFloor(buckets[i], floors[i]);
                if (buckets[i].Print != prints[i])
                    differing.Add(i);
            }
        return differing;
    }

    /// <summary>What a bucket holds, by the hashes of the keys.</summary>
    public List<(ulong KeyHash, EntryState EntryState)> Held(int bucket)
    {
        lock (gate)
            return [.. buckets[bucket].Slots.Values.Select(s => (s.KeyHash, s.EntryState))];
    }

    /// <summary>What a bucket holds and somebody lacks who holds <paramref name="theirs"/>; only of keys among those, and writes, if that is all they want.</summary>
    public List<(string Key, EntryState EntryState)> Lacking(int bucket, IReadOnlyDictionary<ulong, EntryState> theirs, bool noNewKeys)
    {
        var lacking = new List<(string, EntryState)>();
        lock (gate)
            foreach (var slot in buckets[bucket].Slots.Values)
            {
                var known = slot.EntryState;
                var has = theirs.TryGetValue(slot.KeyHash, out var their);
                if (noNewKeys && !has)
                    known = known with { CachedValue = null };
                // What expires anyway would go back and forth between those who have dropped it and those who are about to.
                if (known.CachedValue is { } kept && Left(kept.Until) < Fading)
                    known = known with { CachedValue = null };
                if (known.Tombstone is { } tombstone && Left(tombstone.Until) < Fading)
                    known = known with { Tombstone = null };
                if (!ReferenceEquals(EntryState.Merge(their ?? EntryState.Empty, known), their ?? EntryState.Empty))
                    lacking.Add((slot.Key, known));
            }
        return lacking;
    }

    TimeSpan Fading => options.Compare * 2;
}
