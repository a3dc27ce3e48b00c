using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;
using Social.Caches;
using Social.Caches.Store;

namespace Social.Tests.Caches.State;

/// <summary>
/// An owner, readers and replicas whose clocks disagree, between which everything is late, doubled, out of order or lost, as a seed has it.
/// All the while no replica may hold what it has been told is out of date.
/// </summary>
sealed class SimulatedCluster
{
    static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly Random random;
    readonly CacheOptions options;
    readonly string[] keys;
    readonly Dictionary<string, ulong> versions;
    readonly FakeTimeProvider owner;
    readonly List<FakeTimeProvider> clocks = [];
    readonly List<Replica> replicas = [];
    readonly List<Dictionary<string, ulong>> told = [];
    readonly List<(bool MayBeLost, Action Do)> pending = [];
    readonly List<(TimeSpan Until, Action Do)> writes = [];
    TimeSpan now;
    int reads;

    public SimulatedCluster(int seed, CacheOptions options, int keys, TimeSpan skew)
    {
        (random, this.options) = (new(seed), options);
        this.keys = [.. Enumerable.Range(0, keys).Select(i => $"post:{i}")];
        versions = this.keys.ToDictionary(k => k, _ => 1ul);
        owner = new(Beginning + (skew * random.NextDouble()));
        for (var i = 0; i < 3; i++)
        {
            // One is right, one is a whole skew ahead, one somewhere between.
            clocks.Add(new(Beginning + (skew * (i == 2 ? random.NextDouble() : i))));
            replicas.Add(new(options, clocks[i], Figures.New()));
            told.Add([]);
        }
        foreach (var (one, other) in from one in replicas from other in replicas select (one, other))
            one.Trust(other.Id);
    }

    public IReadOnlyList<Replica> Replicas => replicas;

    /// <summary>How often an entry was kept, to see that something happened at all.</summary>
    public int Puts { get; private set; }

    public void Run(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            switch (random.Next(20))
            {
                case < 4:
                    BeginReading();
                    break;
                case 4:
                    BeginWriting();
                    break;
                case 5:
                    PassTime();
                    break;
                case 6:
                    Exchange(random.Next(3), random.Next(3));
                    break;
                default:
                    DoSomethingPending();
                    break;
            }
            if (i % 8 == 0)
                Check();
        }
    }

    /// <summary>Everything arrives after all, and all compare with all.</summary>
    public void Settle()
    {
        foreach (var (_, write) in writes)
            write();
        writes.Clear();
        while (pending.Count > 0)
            DoSomethingPending();
        Check();
        for (var round = 0; round < 3; round++)
            foreach (var (one, other) in from one in Enumerable.Range(0, 3) from other in Enumerable.Range(0, 3) select (one, other))
                Exchange(one, other);
        Check();
    }

    /// <summary>What a replica holds of a key, if it would still tell others.</summary>
    public CachedValue? Lasting(Replica replica, string key) =>
        replica.Store.Find([key]).SingleOrDefault().EntryState?.CachedValue is { } kept
        && replica.Store.Left(kept.Until) >= options.Compare * 2
            ? kept
            : null;

    public IEnumerable<string> Keys => keys;

    public ulong Version(string key) => versions[key];

    void BeginReading()
    {
        var (key, lease) = (keys[random.Next(keys.Length)], Any().Lease());
        Later(false, () => Later(true, Reading(key, lease)));
    }

    /// <summary>The owner is asked now; what it said is put some time.</summary>
    Action Reading(string key, Lease lease)
    {
        var (version, bytes) = (
            versions[key],
            ByteString.CopyFromUtf8($"{key} {versions[key]} {reads++} {new string('.', random.Next(400))}")
        );
        return () =>
        {
            var at = random.Next(3);
            if (!replicas[at].Put(key, version, bytes, lease))
                return;
            Puts++;
            Spread(at, key);
        };
    }

    void BeginWriting()
    {
        var (key, occurred) = (keys[random.Next(keys.Length)], owner.GetUtcNow());
        writes.Add((now + options.WriteTime, () => Commit(key, occurred)));
    }

    void Commit(string key, DateTimeOffset occurred)
    {
        var version = ++versions[key];
        var silent = random.Next(10) == 0 ? 0 : version;
        for (var i = 0; i < 3; i++)
        {
            var at = i;
            Later(false, () => Tell(at, key, version, () => replicas[at].ApplyInvalidation(key, silent, occurred)));
        }
    }

    void Tell(int at, string key, ulong version, Action tell)
    {
        tell();
        told[at][key] = Math.Max(version, told[at].GetValueOrDefault(key));
    }

    void Spread(int from, string key)
    {
        if (replicas[from].Store.Find([key]) is not [(_, var known)])
            return;
        for (var i = 0; i < 3; i++)
        {
            var to = replicas[i];
            if (i != from)
                Later(true, () => to.Merge(key, known));
        }
    }

    /// <summary>One pulls from another what it lacks.</summary>
    void Exchange(int one, int other)
    {
        var (mine, theirs) = (replicas[one], replicas[other]);
        mine.Observe(theirs.Stamp());
        var (prints, floors) = theirs.Store.Digest();
        foreach (var bucket in mine.Compare(prints, floors))
        foreach (var (key, known) in theirs.Store.Lacking(bucket, mine.Store.Held(bucket).ToDictionary(), mine.Store.IsFull))
            mine.Merge(key, known);
    }

    void PassTime()
    {
        var by = TimeSpan.FromSeconds(random.Next(90));
        // Nobody's transaction takes longer than it may.
        foreach (var write in writes.Where(w => w.Until <= now + by).ToList())
        {
            writes.Remove(write);
            write.Do();
        }
        now += by;
        owner.Advance(by);
        clocks.ForEach(c => c.Advance(by));
        replicas.ForEach(r => Enumerable.Range(0, 16).ToList().ForEach(_ => r.Store.RemoveExpired()));
    }

    void DoSomethingPending()
    {
        if (pending.Count == 0)
            return;
        var at = random.Next(pending.Count);
        var (mayBeLost, act) = pending[at];
        var fate = random.Next(10);
        if (fate > 0)
            pending.RemoveAt(at);
        if (!mayBeLost || fate < 9)
            act();
    }

    void Check()
    {
        for (var i = 0; i < 3; i++)
        {
            var found = replicas[i].Store.Find(told[i].Keys);
            foreach (var (key, known) in found)
                Assert.False(
                    known.CachedValue?.Version < told[i][key],
                    $"Replica {i} holds {key} in version {known.CachedValue?.Version} and knows of {told[i][key]}."
                );
            Assert.InRange(replicas[i].Store.Bytes, 0, options.Bytes);
        }
    }

    void Later(bool mayBeLost, Action act) => pending.Add((mayBeLost, act));

    Replica Any() => replicas[random.Next(3)];
}
