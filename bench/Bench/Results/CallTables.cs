using System.Globalization;

namespace Social.Bench.Results;

/// <summary>The tables of a report.</summary>
static class CallTables
{
    static readonly string[] LatencyColumns =
    [
        "workload",
        "build",
        "kind",
        "asked/s",
        "done/s",
        "errors",
        "p50",
        "p90",
        "p99",
        "max",
        "processor",
        "p50/bare",
        "p99/bare",
        "others",
        "late",
    ];

    public static string Latencies(IEnumerable<WorkloadResult> results) =>
        MarkdownTable.Write(3, LatencyColumns, results.SelectMany(result => result.Kinds.Select(kind => Row(result, kind))));

    static string[] Row(WorkloadResult result, KindResult kind) =>
        [
            result.Workload,
            result.System,
            kind.Kind,
            Number(kind.Asked, 1),
            Number(kind.Done, 1),
            Number(kind.Errors.Values.Sum(), 0),
            Number(kind.P50, 1),
            Number(kind.P90, 1),
            Number(kind.P99, 1),
            Number(kind.Max, 1),
            result.Programs.Count > 0 ? Number(result.Processor, 2) : "",
            result.Bare is { P50: > 0 } bare ? Number(kind.P50 / bare.P50, 1) : "",
            result.Bare is { P99: > 0 } tail ? Number(kind.P99 / tail.P99, 1) : "",
            Number(result.Others * 100, 0) + " %",
            Number(result.SentLate, 1),
        ];

    /// <summary>A column for each program that uses a hundredth of a call anywhere.</summary>
    public static string Programs(IEnumerable<WorkloadResult> results)
    {
        var measured = results.Where(result => result.Programs.Count > 0).ToList();
        string[] programs =
        [
            .. measured
                .SelectMany(result => result.Programs.Where(one => one.Value > result.Processor / 100).Select(one => one.Key))
                .Distinct()
                .Order(StringComparer.OrdinalIgnoreCase),
        ];
        return MarkdownTable.Write(
            2,
            ["workload", "build", "all", "bare", .. programs],
            measured.Select(result =>
                (string[])
                    [
                        result.Workload,
                        result.System,
                        Number(result.Processor, 2),
                        result.Bare is { } bare ? Number(bare.Processor, 2) : "",
                        .. programs.Select(program => Number(result.Programs.GetValueOrDefault(program), 2)),
                    ]
            )
        );
    }

    public static string Figures(IEnumerable<Figure> figures) =>
        MarkdownTable.Write(
            1,
            ["figure", "value", "unit"],
            figures.Select(f => (string[])[f.Name, Number(f.Value, f.Value < 100 ? 2 : 0), f.Unit])
        );

    public static string Number(double value, int digits) => value.ToString($"N{digits}", CultureInfo.InvariantCulture);
}
