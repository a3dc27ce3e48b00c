using System.Collections.Concurrent;

namespace Social.Bench.Results;

/// <summary>What became of the calls of one kind. Times are milliseconds from the moment a call was due.</summary>
/// <param name="Asked">Calls a second.</param>
/// <param name="Done">Of those the successful ones.</param>
/// <param name="Errors">How often calls failed, by what was wrong.</param>
public sealed record KindResult(
    string Kind,
    double Asked,
    double Done,
    IReadOnlyDictionary<string, int> Errors,
    double P50,
    double P90,
    double P99,
    double P999,
    double Max
)
{
    /// <param name="span">How long it was asked.</param>
    /// <param name="took">How long it took until the last answer.</param>
    public static KindResult From(string kind, Tally tally, TimeSpan span, TimeSpan took) =>
        From(kind, tally.Latency, tally.Asked, tally.Errors, span, took);

    /// <inheritdoc cref="From(string, Tally, TimeSpan, TimeSpan)"/>
    public static KindResult From(
        string kind,
        Histogram latency,
        long asked,
        ConcurrentDictionary<string, int> errors,
        TimeSpan span,
        TimeSpan took
    ) =>
        new(
            kind,
            asked / span.TotalSeconds,
            latency.Count / Math.Max(took.TotalSeconds, span.TotalSeconds),
            new Dictionary<string, int>(errors),
            latency.At(0.5).TotalMilliseconds,
            latency.At(0.9).TotalMilliseconds,
            latency.At(0.99).TotalMilliseconds,
            latency.At(0.999).TotalMilliseconds,
            latency.Max.TotalMilliseconds
        );
}
