namespace Social.Bench.Results;

/// <summary>What one build needs for what the other needs 1.00 for, kind by kind: below 1 the first is cheaper or faster.</summary>
static class RatioTable
{
    public static string Write(IReadOnlyList<WorkloadResult> results)
    {
        var systems = results.Select(result => result.System).Distinct().ToList();
        var (one, other) = (systems[0], systems[1]);
        var rows =
            from result in results
            where result.System == one
            from kind in result.Kinds
            let reference = results.FirstOrDefault(r => r.System == other && r.Workload == result.Workload)
            let counterpart = reference?.Kinds.FirstOrDefault(k => k.Kind == kind.Kind)
            where counterpart is not null
            select (string[])
                [
                    result.Workload,
                    kind.Kind,
                    Ratio(kind.P50, counterpart.P50),
                    Ratio(kind.P99, counterpart.P99),
                    Ratio(result.Processor, reference!.Processor),
                ];
        return MarkdownTable.Write(2, ["workload", "kind", $"p50, {one} / {other}", "p99", "processor"], rows);
    }

    static string Ratio(double value, double reference) => reference > 0 && value > 0 ? CallTables.Number(value / reference, 2) : "";
}
