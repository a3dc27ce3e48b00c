using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Social.Tests.ServiceDefaults.Processes;

/// <summary>What the metrics of calls say of one instance.</summary>
sealed class CallCounts : IDisposable
{
    readonly MeterListener listener = new();
    readonly ConcurrentDictionary<string, long> counts = new();

    public CallCounts(Uri instance)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == "Social.Calls")
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, count, tags, _) =>
            {
                var (outcome, isOurs) = ("", false);
                foreach (var tag in tags)
                    if (tag.Key == "outcome")
                        outcome = $" {tag.Value}";
                    else if (tag.Key == "instance")
                        isOurs = Equals(tag.Value, instance.Authority);
                if (isOurs)
                    counts.AddOrUpdate(instrument.Name["social.calls.".Length..] + outcome, count, (_, before) => before + count);
            }
        );
        listener.Start();
    }

    /// <summary>Such as <c>picks</c>, <c>ended failed</c> or <c>ejections</c>.</summary>
    public long this[string what] => counts.GetValueOrDefault(what);

    public void Dispose() => listener.Dispose();
}
