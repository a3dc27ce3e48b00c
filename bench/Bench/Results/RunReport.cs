using System.Globalization;
using System.Text;
using System.Text.Json;
using Social.Bench.Running;

namespace Social.Bench.Results;

/// <summary>A run as a page to read and as JSON to compute with.</summary>
public static class RunReport
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes both into the folder, named by the date; a second run of a day gets a number.</summary>
    public static async Task WriteAsync(string folder, RunResult run, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var date = run.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var name = date;
        for (var number = 2; File.Exists(Path.Combine(folder, $"{name}.md")) || File.Exists(Path.Combine(folder, $"{name}.json")); number++)
            name = $"{date}-{number}";
        var page = Page(run);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.md"), page, stop);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.json"), JsonSerializer.Serialize(run, Json), stop);
        Console.WriteLine($"\n{page}");
        Progress.Write($"Written: {Path.Combine(folder, $"{name}.md")} and {name}.json");
    }

    /// <summary>One line of one kind of calls.</summary>
    public static string Summary(WorkloadResult result, KindResult kind) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"  {kind.Kind}: {kind.Done:F1} of {kind.Asked:F1} a second, p50 {kind.P50:F1} ms, p99 {kind.P99:F1} ms, {kind.Errors.Values.Sum()} errors, {result.Processor:F1} ms of processor time a call"
        );

    public static string Page(RunResult run)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# Measured on {run.At:yyyy-MM-dd}");
        foreach (var circumstance in run.Circumstances)
            text.AppendLine().AppendLine(circumstance);
        text.Append("\n## Calls\n\n").Append(CallTables.Latencies(run.Workloads));
        text.AppendLine(
            "\nMilliseconds from the moment a call was due. Processor: of all programs of the system a call, calls of all kinds of the workload counted alike. "
                + "Bare: Kestrel alone at the same rate, answering the bytes of such a page. Others: the share of the processors that other programs of the machine used. "
                + "Late: how late the generator sent, p99; where it is large, the machine was too small for both sides."
        );
        text.Append("\n## Processor time by program\n\n").Append(CallTables.Programs(run.Workloads));
        text.Append("\n## Limits of the same run\n\n").Append(CallTables.Figures(run.Limits));
        text.Append("\n## Also found\n\n").Append(CallTables.Figures(run.Workloads.SelectMany(Named)));
        if (run.Workloads.Select(w => w.System).Distinct().Count() > 1)
            text.Append("\n## Ratios of the two builds\n\n").Append(RatioTable.Write(run.Workloads));
        text.Append("\n## Errors\n\n");
        var errors = run.Failures.Select(failure => $"- {failure}").Concat(run.Workloads.SelectMany(Errors)).ToList();
        foreach (var error in errors.DefaultIfEmpty("None."))
            text.AppendLine(error);
        return text.ToString();
    }

    static IEnumerable<Figure> Named(WorkloadResult result) =>
        result.Figures.Select(figure => figure with { Name = $"{result.Workload} on {result.System}: {figure.Name}" });

    static IEnumerable<string> Errors(WorkloadResult result) =>
        from kind in result.Kinds
        from error in kind.Errors
        select $"- {result.Workload} on {result.System}, {kind.Kind}: {error.Key}, {error.Value} times";
}
