using System.Globalization;

namespace Social.Bench;

/// <summary>What to measure and for how long.</summary>
/// <param name="Kind">"mix", or one kind of call alone.</param>
/// <param name="Rate">Calls a second, all kinds together.</param>
/// <param name="Seconds">How long it is measured, after <paramref name="WarmUp"/> seconds at the same rate that are not.</param>
/// <param name="People">How many log in; the calls are spread over them.</param>
/// <param name="Media">The most images a new post has.</param>
/// <param name="Run">The run file of the system that is measured.</param>
/// <param name="Data">That system's data directory, which holds the password of seeded people.</param>
/// <param name="Report">The file the report goes to as well; null: none.</param>
public sealed record Options(
    string Kind,
    double Rate,
    int Seconds,
    int WarmUp,
    int People,
    int Media,
    string Run,
    string Data,
    string? Report
)
{
    /// <summary>Calls a second of one person, below which the gateway's limits refuse none.</summary>
    const int RateOfOne = 40;

    public const string Usage = """
        dotnet run -c Release --project bench/Bench -- [--kind mix|home|user|compose] [--rate 100] [--seconds 30] [--warmup 5]
            [--people 40] [--media 4] [--run artifacts/run.json] [--data .data] [--report FILE]
        """;

    /// <exception cref="BenchException">An option is none, or has no value that it can have.</exception>
    public static Options Read(string[] args)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] names = ["kind", "rate", "seconds", "warmup", "people", "media", "run", "data", "report"];
        for (var i = 0; i < args.Length; i += 2)
        {
            var name = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i][2..] : "";
            if (!names.Contains(name))
                throw new BenchException($"There is no option \"{args[i]}\".\n\n{Usage}");
            if (i + 1 == args.Length)
                throw new BenchException($"--{name} lacks its value.\n\n{Usage}");
            if (!given.TryAdd(name, args[i + 1]))
                throw new BenchException($"--{name} is given twice.");
        }
        var kind = given.GetValueOrDefault("kind", Mix.Name);
        if (kind != Mix.Name && !Mix.Kinds.Contains(kind))
            throw new BenchException($"--kind is \"{kind}\": it has to be {Mix.Name} or one of {string.Join(", ", Mix.Kinds)}.");
        var options = new Options(
            kind,
            Number("rate", 100, 1, 100_000),
            (int)Number("seconds", 30, 1, 300),
            (int)Number("warmup", 5, 0, 120),
            (int)Number("people", 40, 1, 1_000),
            (int)Number("media", 4, 0, 4),
            given.GetValueOrDefault("run", Path.Combine("artifacts", "run.json")),
            given.GetValueOrDefault("data", ".data"),
            given.GetValueOrDefault("report")
        );
        return options.Rate <= options.People * RateOfOne
            ? options
            : throw new BenchException(
                $"--rate {options.Rate} is more than {options.People} people may ask for (some {RateOfOne} calls a second each): name more --people."
            );

        double Number(string name, int otherwise, int least, int most)
        {
            if (!given.TryGetValue(name, out var text))
                return otherwise;
            return int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw new BenchException($"--{name} is \"{text}\": it has to be a whole number from {least} to {most}.");
        }
    }
}
