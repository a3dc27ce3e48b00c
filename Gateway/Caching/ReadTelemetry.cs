using System.Diagnostics.Metrics;

namespace Social.Gateway.Caching;

/// <summary>What became of the keys that were read, by kind.</summary>
static class ReadTelemetry
{
    // By the process's name, which is collected.
    static readonly Meter Meter = new("Gateway");
    static readonly Counter<long> Hit = Count("hits", "Keys that the cache had");
    static readonly Counter<long> LocalHit = Count("local", "Keys of which this process had a copy itself");
    static readonly Counter<long> Missed = Count("misses", "Keys that the cache did not have");
    static readonly Counter<long> Outdated = Count("outdated", "Keys of which the owner knew a newer version than the cache");
    static readonly Counter<long> Past = Count("past", "Keys read past the cache while it was away");
    static readonly Counter<long> Remember = Meter.CreateCounter<long>(
        "social.reads.remembered",
        "{row}",
        "Relations and states that were known to hold without asking their owner"
    );
    static readonly Counter<long> Load = Count("loads", "Keys that the owner was asked for on everybody's behalf");
    static readonly Counter<long> Drop = Count("dropped", "Entries that did not get into the cache");

    public static void Hits(IEnumerable<string> keys) => Add(Hit, keys);

    public static void LocalHits(IEnumerable<string> keys) => Add(LocalHit, keys);

    public static void Misses(IEnumerable<string> keys) => Add(Missed, keys);

    public static void OutOfDate(IEnumerable<string> keys) => Add(Outdated, keys);

    public static void Passed(IEnumerable<string> keys) => Add(Past, keys);

    public static void Loaded(IEnumerable<string> keys) => Add(Load, keys);

    public static void Remembered(int rows) => Remember.Add(rows);

    public static void Dropped(int entries) => Drop.Add(entries);

    static void Add(Counter<long> counter, IEnumerable<string> keys)
    {
        if (!counter.Enabled)
            return;
        foreach (var kind in keys.CountBy(Keys.KindOf))
            counter.Add(kind.Value, new KeyValuePair<string, object?>("kind", kind.Key));
    }

    static Counter<long> Count(string what, string meaning) => Meter.CreateCounter<long>($"social.reads.{what}", "{key}", meaning);
}
