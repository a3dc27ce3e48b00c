using System.Diagnostics.Metrics;
using Social.Caches.Store;

namespace Social.Caches;

/// <summary>Metrics of the cache.</summary>
sealed class CacheTelemetry
{
    /// <summary>Of the Meter; the application's, as which ServiceDefaults collects it.</summary>
    public const string Name = "Cache";

    readonly Meter meter;
    readonly Counter<long> reads;
    readonly Counter<long> refused;
    readonly Counter<long> evicted;
    readonly Counter<long> received;
    readonly Counter<long> dropped;
    readonly Histogram<double> lag;

    public CacheTelemetry(IMeterFactory meters)
    {
        meter = meters.Create(Name);
        reads = Count("reads", "{key}", "Keys that were asked for, by what came of it: hit, second (from Redis) or miss.");
        refused = Count(
            "refused",
            "{entry}",
            "Entries that were put and not kept, since a newer one or a write was known of, or may be forgotten."
        );
        evicted = Count("evicted", "{entry}", "Entries, and writes remembered, that made room for others.");
        received = Count("received", "{key}", "What others sent, by how it came (stream, digest, asked, redis) and whether it was news.");
        dropped = Count("dropped", "{key}", "Changes that a peer was too slow for and finds by comparing.");
        lag = meter.CreateHistogram<double>(
            "social.cache.replication.lag",
            "s",
            "How long changes waited before they were sent to a peer."
        );
    }

    /// <summary>Has the sizes looked at when somebody collects them.</summary>
    public void Watch(Func<(long Bytes, int Entries, int Tombstones)> look)
    {
        meter.CreateObservableGauge("social.cache.bytes", () => look().Bytes, "By", "What the cache holds, overhead included.");
        meter.CreateObservableGauge("social.cache.entries", () => look().Entries, "{entry}", "Entries that are kept.");
        meter.CreateObservableGauge("social.cache.tombstones", () => look().Tombstones, "{write}", "Writes that are remembered.");
    }

    public void Read(string outcome, int keys) => reads.Add(keys, new KeyValuePair<string, object?>("outcome", outcome));

    public void Refused(string why) => refused.Add(1, new KeyValuePair<string, object?>("why", why));

    public void Evicted(string what) => evicted.Add(1, new KeyValuePair<string, object?>("what", what));

    public void Received(string how, Outcome outcome) =>
        received.Add(1, new("how", how), new("news", outcome == Outcome.Taken ? "yes" : "no"));

    public void Dropped(int keys) => dropped.Add(keys);

    public void Sent(TimeSpan waited) => lag.Record(waited.TotalSeconds);

    Counter<long> Count(string what, string unit, string meaning) => meter.CreateCounter<long>($"social.cache.{what}", unit, meaning);
}
