using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Social.Bench;

/// <summary>What was measured, as a table that is read on a console as well as in Markdown.</summary>
static class Report
{
    public const string Bare = "bare";

    static readonly string[] Columns =
    [
        "kind",
        "asked/s",
        "done/s",
        "errors",
        "p50",
        "p90",
        "p99",
        "p99.9",
        "max",
        "p50 / bare",
        "p99 / bare",
    ];

    public static string Of(Options options, OpenLoop system, OpenLoop bare, int bytes)
    {
        var limit = bare.Tallies[Bare].Latency;
        List<string[]> rows = [Columns];
        foreach (var kind in Mix.Kinds.Where(system.Tallies.ContainsKey))
            rows.Add(Row(kind, system.Tallies[kind], system.Took, options, limit));
        rows.Add(Row(Bare, bare.Tallies[Bare], bare.Took, options, limit));

        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{options.Kind}, {options.Rate} calls a second for {options.Seconds} s after {options.WarmUp} s, {options.People} people, at most {options.Media} images a post; {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription.Trim()}, .NET {Environment.Version}."
        );
        text.AppendLine();
        var widths = Columns.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        rows.Insert(1, [.. widths.Select((width, column) => column == 0 ? new string('-', width) : new string('-', width - 1) + ":")]);
        foreach (var row in rows)
            text.AppendLine(
                "| " + string.Join(" | ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))) + " |"
            );
        text.AppendLine();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"Milliseconds from the moment a call was due. Bare: Kestrel alone, answering {bytes:N0} bytes of a home feed. The generator sent late by {Milliseconds(system.Lateness.At(0.5))} at p50 and {Milliseconds(system.Lateness.At(0.99))} at p99 ({Milliseconds(bare.Lateness.At(0.99))} for bare)."
        );
        foreach (var (kind, tally) in system.Tallies.Concat(bare.Tallies))
        foreach (var (error, times) in tally.Errors)
            text.AppendLine(CultureInfo.InvariantCulture, $"{kind}: {error}, {times} times.");
        return text.ToString();
    }

    /// <summary>Adds the run to the file, which is made if need be.</summary>
    public static async Task WriteAsync(string file, string report, CancellationToken stop)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            Directory.CreateDirectory(folder);
        var heading = File.Exists(file) ? "\n" : $"# Measured on {DateTime.UtcNow:yyyy-MM-dd}\n\n";
        await File.AppendAllTextAsync(file, heading + report, stop);
    }

    static string[] Row(string kind, Tally tally, TimeSpan took, Options options, Histogram limit)
    {
        var latency = tally.Latency;
        return
        [
            kind,
            Number(tally.Asked / (double)options.Seconds),
            Number(latency.Count / Math.Max(took.TotalSeconds, options.Seconds)),
            tally.Errors.Values.Sum().ToString(CultureInfo.InvariantCulture),
            Milliseconds(latency.At(0.5)),
            Milliseconds(latency.At(0.9)),
            Milliseconds(latency.At(0.99)),
            Milliseconds(latency.At(0.999)),
            Milliseconds(latency.Max),
            Number(latency.At(0.5) / limit.At(0.5)),
            Number(latency.At(0.99) / limit.At(0.99)),
        ];
    }

    static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);

    static string Milliseconds(TimeSpan span) => span.TotalMilliseconds.ToString("F2", CultureInfo.InvariantCulture);
}
