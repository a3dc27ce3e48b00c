using System.Globalization;
using Social.Bench.Workloads;

namespace Social.Bench.Running;

/// <summary>What the whole measurement does.</summary>
/// <param name="Workloads">What is measured, in this order.</param>
/// <param name="Seconds">How long each is measured.</param>
/// <param name="WarmUp">Seconds of calls before the first of them, which are not counted.</param>
/// <param name="Rate">Reads a second; other workloads have a share of it.</param>
/// <param name="People">How many log in; the calls are spread over them.</param>
/// <param name="Data">The data folder; null for one that is deleted afterwards.</param>
/// <param name="Copy">Whether a copy of that folder is used and deleted afterwards.</param>
/// <param name="Graph">An edge list to seed from; null for the built-in network.</param>
/// <param name="Against">The other build that is measured in turns: its AppHost's library or its checkout; null for none.</param>
/// <param name="Out">The folder of the report.</param>
/// <param name="Note">A sentence about the circumstances, for the report.</param>
/// <param name="Build">Whether this checkout is built first.</param>
public sealed record RunOptions(
    IReadOnlyList<Workload> Workloads,
    int Seconds,
    int WarmUp,
    double Rate,
    int People,
    string? Data,
    bool Copy,
    string? Graph,
    string? Against,
    string Out,
    string? Note,
    bool Build
)
{
    /// <summary>The first argument by which the whole measurement runs.</summary>
    public const string Word = "run";

    /// <summary>Seconds of calls until the runtime has compiled hot code for the second time.</summary>
    public const int EnoughWarmUp = 70;

    const string CopyFlag = "--copy";
    const string NoBuildFlag = "--no-build";

    static readonly string[] Names = ["only", "seconds", "warmup", "rate", "people", "data", "graph", "against", "out", "note"];

    public static readonly string Usage = $"""
        dotnet run -c Release --project bench/Bench -- run [--only NAME,NAME] [--seconds 30] [--warmup {EnoughWarmUp}] [--rate 100] [--people 40]
            [--data FOLDER [{CopyFlag}]] [--graph FILE] [--against PATH] [--out bench/reports] [--note TEXT] [{NoBuildFlag}]
        Workloads: {string.Join(", ", WorkloadList.All.Select(w => w.Name))}.
        """;

    /// <exception cref="BenchException">An option is none, or has no value that it can have.</exception>
    public static RunOptions Read(string[] args)
    {
        var flags = args.Where(arg => arg is CopyFlag or NoBuildFlag).ToHashSet();
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        args = [.. args.Where(arg => !flags.Contains(arg))];
        for (var i = 0; i < args.Length; i += 2)
        {
            var name = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i][2..] : "";
            if (!Names.Contains(name) || i + 1 == args.Length)
                throw new BenchException($"There is no option \"{args[i]}\", or it lacks its value.\n\n{Usage}");
            if (!given.TryAdd(name, args[i + 1]))
                throw new BenchException($"--{name} is given twice.");
        }
        var data = Path("data");
        if (flags.Contains(CopyFlag) && !Directory.Exists(data))
            throw new BenchException($"{CopyFlag} needs --data with the folder that is copied.");
        var graph = Path("graph");
        if (graph is not null && !File.Exists(graph))
            throw new BenchException($"There is no file {graph} to seed from.");
        return new(
            WorkloadList.Select(given.GetValueOrDefault("only")),
            Number("seconds", 30, 3, 120),
            Number("warmup", EnoughWarmUp, 1, 600),
            Number("rate", 100, 2, 100_000),
            Number("people", 40, 2, 1_000),
            data,
            flags.Contains(CopyFlag),
            graph,
            given.TryGetValue("against", out var against) ? Checkout.AppHostAt(against) : null,
            Path("out") ?? System.IO.Path.Combine(Checkout.Root, "bench", "reports"),
            given.GetValueOrDefault("note"),
            !flags.Contains(NoBuildFlag)
        );

        string? Path(string name) => given.TryGetValue(name, out var path) ? System.IO.Path.GetFullPath(path) : null;

        int Number(string name, int otherwise, int least, int most)
        {
            if (!given.TryGetValue(name, out var text))
                return otherwise;
            return int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw new BenchException($"--{name} is \"{text}\": it has to be a whole number from {least} to {most}.");
        }
    }
}
