using System.Globalization;

namespace Social.Bench;

/// <summary>
/// Processor time of the AppHost and everything it started, by program: read from /proc (proc(5), `stat`), so on Linux alone. Time of
/// ended children counts for the parent that waited for them, as the kernel accounts it. Services and engines are children of Aspire's
/// orchestrator, which is no child of the AppHost but names it as the process that it monitors.
/// </summary>
public static class ProcessorTimes
{
    // USER_HZ, which the kernel reports in on every platform that .NET runs on.
    const double TicksPerSecond = 100;

    // Fields of `stat` after the command name, which is in parentheses and may hold spaces.
    const int Parent = 1,
        User = 11,
        WaitedSystem = 14;

    public static bool AreKnown => OperatingSystem.IsLinux();

    /// <summary>What this process, those that monitor it and all their descendants used since each of them began, by program.</summary>
    public static IReadOnlyDictionary<string, TimeSpan> Of(int root)
    {
        var processes = Directory.EnumerateDirectories("/proc").Select(Read).OfType<Usage>().ToList();
        var children = processes.ToLookup(p => p.Parent);
        var used = new Dictionary<string, TimeSpan>();
        var seen = new HashSet<int>();
        var open = new Queue<Usage>(processes.Where(p => p.Id == root || MonitoredBy(p.Id) == root));
        while (open.TryDequeue(out var process))
        {
            if (!seen.Add(process.Id))
                continue;
            var name = NameOf(process.Id);
            used[name] = used.GetValueOrDefault(name) + process.Used;
            foreach (var child in children[process.Id])
                open.Enqueue(child);
        }
        return used;
    }

    /// <summary>What was used between two moments, the most first; programs that used nothing are left out.</summary>
    public static IReadOnlyList<KeyValuePair<string, TimeSpan>> Between(
        IReadOnlyDictionary<string, TimeSpan> before,
        IReadOnlyDictionary<string, TimeSpan> after
    ) =>
        [
            .. after
                .Select(one => KeyValuePair.Create(one.Key, one.Value - before.GetValueOrDefault(one.Key)))
                .Where(one => one.Value > TimeSpan.Zero)
                .OrderByDescending(one => one.Value),
        ];

    static Usage? Read(string directory)
    {
        if (!int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id))
            return null;
        try
        {
            var stat = File.ReadAllText($"{directory}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = fields[User..(WaitedSystem + 1)].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
            return new(id, int.Parse(fields[Parent], CultureInfo.InvariantCulture), TimeSpan.FromSeconds(ticks / TicksPerSecond));
        }
        // It ended meanwhile.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Which process the orchestrator's process was started to monitor; null for any other program.</summary>
    static int? MonitoredBy(int id)
    {
        var words = WordsOf(id);
        var at = Array.IndexOf(words, "--monitor") + 1;
        return at > 0 && at < words.Length && int.TryParse(words[at], CultureInfo.InvariantCulture, out var process) ? process : null;
    }

    /// <summary>The library that a .NET host runs, else the program.</summary>
    static string NameOf(int id)
    {
        var words = WordsOf(id);
        var name = Path.GetFileName(words.FirstOrDefault("ended"));
        return name == "dotnet" && Array.Find(words, word => word.EndsWith(".dll", StringComparison.Ordinal)) is { } library
            ? Path.GetFileNameWithoutExtension(library)
            // PostgreSQL writes what each of its processes does there.
            : name.Split([':', ' '])[0];
    }

    /// <summary>The command line; empty when the process has ended.</summary>
    static string[] WordsOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    sealed record Usage(int Id, int Parent, TimeSpan Used);
}
