using System.Globalization;

namespace Social.Bench.Chat;

/// <summary>What to prove or to measure of Chat.</summary>
/// <param name="People">How many register.</param>
/// <param name="Rooms">How many rooms they are in, each in one.</param>
/// <param name="Rate">Messages a second of all together.</param>
/// <param name="Seconds">How long they write; the first third undisturbed.</param>
/// <param name="Sockets">How many sockets are opened and left alone.</param>
/// <param name="Run">The run file of the system, which has to run on this machine.</param>
public sealed record ChatBenchOptions(int People, int Rooms, int Rate, int Seconds, int Sockets, string Run)
{
    /// <summary>The first argument for a proof that no message is lost.</summary>
    public const string Chat = "chat";

    /// <summary>The first argument for a measure of idle sockets.</summary>
    public const string Idle = "sockets";

    public const string Usage = """
        dotnet run -c Release --project bench/Bench -- chat [--people 200] [--rooms 20] [--rate 50] [--seconds 60] [--run artifacts/run.json]
        dotnet run -c Release --project bench/Bench -- sockets [--sockets 10000] [--people 20] [--run artifacts/run.json]
        """;

    /// <exception cref="BenchException">An option is none, or has no value that it can have.</exception>
    public static ChatBenchOptions Read(string word, string[] args)
    {
        string[] names = word == Chat ? ["people", "rooms", "rate", "seconds", "run"] : ["people", "sockets", "run"];
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i += 2)
        {
            var name = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i][2..] : "";
            if (!names.Contains(name) || i + 1 == args.Length)
                throw new BenchException($"There is no option \"{args[i]}\", or it lacks its value.\n\n{Usage}");
            given[name] = args[i + 1];
        }
        var options = new ChatBenchOptions(
            Number("people", word == Chat ? 200 : 20, 1, 1_000),
            Number("rooms", 20, 1, 500),
            Number("rate", 50, 1, 1_000),
            Number("seconds", 60, 9, 300),
            Number("sockets", 10_000, 1, 25_000),
            given.GetValueOrDefault("run", Path.Combine("artifacts", "run.json"))
        );
        return word != Chat || options.People % options.Rooms == 0
            ? options
            : throw new BenchException("--people has to be a multiple of --rooms: every room has as many members.");

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
