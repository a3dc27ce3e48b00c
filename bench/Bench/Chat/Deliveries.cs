using System.Collections.Concurrent;
using System.Diagnostics;

namespace Social.Bench.Chat;

/// <summary>When messages were sent, and how long after that each member had them.</summary>
public sealed class Deliveries
{
    readonly ConcurrentDictionary<Guid, (long At, Histogram Histogram)> sent = new();
    volatile bool counting;

    /// <summary>Of messages that were sent while nothing was disturbed.</summary>
    public Histogram Steady { get; } = new();

    /// <summary>Of the others.</summary>
    public Histogram Disturbed { get; } = new();

    /// <summary>Whether something is being disturbed from now on.</summary>
    public bool IsDisturbed { get; set; }

    /// <summary>From here on it is measured.</summary>
    public void Begin() => counting = true;

    public void Sent(Guid message)
    {
        if (counting)
            sent[message] = (Stopwatch.GetTimestamp(), IsDisturbed ? Disturbed : Steady);
    }

    public void Delivered(Guid message)
    {
        if (sent.TryGetValue(message, out var one))
            one.Histogram.Record(Stopwatch.GetElapsedTime(one.At));
    }
}
