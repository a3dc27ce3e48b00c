namespace Social.Caches.Store;

/// <summary>
/// Store of one replica, bounded in bytes. Evicting a tombstone raises the floor of its bucket, below which nothing is cached from then
/// on: so a value that was read before that write stays out, though versions can no longer be compared.
/// </summary>
sealed partial class CacheStore
{
    readonly Lock gate = new();
    readonly Bucket[] buckets = [.. Enumerable.Range(0, Bucket.Count).Select(_ => new Bucket())];

    // Least recently read first, and first written first.
    readonly LinkedList<Slot> reading = [];
    readonly LinkedList<Slot> writing = [];
    readonly CacheOptions options;
    readonly TimeProvider clock;
    readonly CacheTelemetry telemetry;
    long bytes;
    long bytesOfTombstones;
    int scanned;

    public CacheStore(CacheOptions options, TimeProvider clock, CacheTelemetry telemetry)
    {
        (this.options, this.clock, this.telemetry) = (options, clock, telemetry);
        telemetry.Watch(() => (Bytes, Entries, Tombstones));
    }

    public long Bytes => Volatile.Read(ref bytes);

    public int Entries => Look(() => reading.Count);

    public int Tombstones => Look(() => writing.Count);

    /// <summary>Whether it has had to make room lately, so that others may hold what it does not.</summary>
    public bool IsFull => Bytes > options.Bytes / 10 * 9;

    /// <summary>A time of this process's own, so long from now.</summary>
    public long In(TimeSpan life) => clock.GetTimestamp() + (long)(life.TotalSeconds * clock.TimestampFrequency);

    /// <summary>What is left until then; not negative.</summary>
    public TimeSpan Left(long until) =>
        TimeSpan.FromSeconds(Math.Max(0, (double)(until - clock.GetTimestamp()) / clock.TimestampFrequency));

    /// <summary>What is known of these keys and still good, as read by somebody; a key of which nothing is known is left out.</summary>
    public List<(string Key, EntryState EntryState)> Find(IEnumerable<string> keys)
    {
        var found = new List<(string, EntryState)>();
        lock (gate)
            foreach (var key in keys)
                if (Touched(key) is { } slot)
                    found.Add((key, slot.EntryState));
        return found;
    }

    /// <summary>The same without counting as read.</summary>
    public List<(string Key, EntryState EntryState)> Know(IEnumerable<string> keys)
    {
        var known = new List<(string, EntryState)>();
        lock (gate)
            foreach (var key in keys)
                if (buckets[Bucket.IndexOf(Hash.Compute(key))].Slots.TryGetValue(key, out var slot))
                    known.Add((key, slot.EntryState));
        return known;
    }

    /// <summary>Every key whose entry holds these bytes, and the entry's version. Looks at everything, a bucket at a time.</summary>
    public List<(string Key, ulong Version)> Holding(ReadOnlySpan<byte> part)
    {
        var found = new List<(string, ulong)>();
        foreach (var bucket in buckets)
            lock (gate)
                foreach (var slot in bucket.Slots.Values)
                    if (slot.EntryState.CachedValue is { } kept && kept.Bytes.Span.IndexOf(part) >= 0)
                        found.Add((slot.Key, kept.Version));
        return found;
    }

    /// <summary>Merges a state of a key. Idempotent, and independent of the order.</summary>
    public Outcome Merge(string key, EntryState news)
    {
        var hash = Hash.Compute(key);
        lock (gate)
        {
            var bucket = buckets[Bucket.IndexOf(hash)];
            var slot = bucket.Slots.GetValueOrDefault(key) ?? new Slot(key, hash);
            DropExpired(bucket, slot);
            // Of a write without a version only its time is known; and one that is below the floor has done its work.
            if (news.Tombstone is { } write && (write.Version == 0 || FloorOf(write) <= bucket.Floor))
            {
                RaiseFloor(bucket, FloorOf(write));
                news = news with { Tombstone = null };
            }
            if (news.CachedValue?.ReadAt <= bucket.Floor)
            {
                Join(bucket, slot, news with { CachedValue = null });
                return Outcome.BelowFloor;
            }
            return Join(bucket, slot, news);
        }
    }

    Outcome Join(Bucket bucket, Slot slot, EntryState news)
    {
        var (before, after) = (slot.EntryState, EntryState.Merge(slot.EntryState, news));
        Set(bucket, slot, after);
        MakeRoom();
        return news.CachedValue is null || ReferenceEquals(after.CachedValue, news.CachedValue)
                ? (ReferenceEquals(before, after) ? Outcome.KnownAlready : Outcome.Taken)
            : after.CachedValue is null ? Outcome.OlderThanWrite
            : after.CachedValue.Beats(news.CachedValue) ? Outcome.OlderThanKept
            : Outcome.KnownAlready;
    }

    /// <summary>Removes the expired entries of a sixteenth of the buckets.</summary>
    public void RemoveExpired()
    {
        lock (gate)
            for (var i = 0; i < Bucket.Count / 16; i++)
            {
                var bucket = buckets[scanned = (scanned + 1) % Bucket.Count];
                foreach (var slot in bucket.Slots.Values.ToList())
                    DropExpired(bucket, slot);
            }
    }

    Slot? Touched(string key)
    {
        var bucket = buckets[Bucket.IndexOf(Hash.Compute(key))];
        if (!bucket.Slots.TryGetValue(key, out var slot))
            return null;
        DropExpired(bucket, slot);
        if (slot.EntryState.CachedValue is not null)
        {
            reading.Remove(slot.InReading);
            reading.AddLast(slot.InReading);
        }
        return slot.EntryState == EntryState.Empty ? null : slot;
    }

    T Look<T>(Func<T> at)
    {
        lock (gate)
            return at();
    }

    ulong FloorOf(Tombstone tombstone) => HybridClock.After(tombstone.Stamp, options.Margin);
}

/// <summary>Result of merging a state.</summary>
enum Outcome
{
    /// <summary>It was news.</summary>
    Taken,

    /// <summary>It was not.</summary>
    KnownAlready,

    /// <summary>The entry had been read before a write that is known of.</summary>
    OlderThanWrite,

    /// <summary>What is kept is newer.</summary>
    OlderThanKept,

    /// <summary>The entry may have been read before a write that is forgotten.</summary>
    BelowFloor,
}
