using System.Globalization;

namespace Social.Bench;

/// <summary>
/// Processor time of a process and everything it started, by program: read from /proc (proc(5), `stat`), so on Linux alone. Time of
/// ended children counts for the parent that waited for them, as the kernel accounts it.
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

    /// <summary>What the tree below and including this process used since each of its processes began, by program.</summary>
    public static IReadOnlyDictionary<string, TimeSpan> Of(int root)
    {
        var processes = Directory.EnumerateDirectories("/proc").Select(Read).OfType<Usage>().ToLookup(p => p.Parent);
        var used = new Dictionary<string, TimeSpan>();
        var open = new Queue<Usage>(processes.SelectMany(p => p).Where(p => p.Id == root));
        while (open.TryDequeue(out var process))
        {
            var name = NameOf(process.Id);
            used[name] = used.GetValueOrDefault(name) + process.Used;
            foreach (var child in processes[process.Id])
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

    /// <summary>The library that a .NET host runs, else the program.</summary>
    static string NameOf(int id)
    {
        try
        {
            var words = File.ReadAllText($"/proc/{id}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
            var program = new FileInfo($"/proc/{id}/exe").LinkTarget ?? words.FirstOrDefault("");
            var name = Path.GetFileName(program);
            return name == "dotnet" && words.Skip(1).FirstOrDefault(word => word.EndsWith(".dll", StringComparison.Ordinal)) is { } library
                ? Path.GetFileNameWithoutExtension(library)
                : name;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "ended";
        }
    }

    sealed record Usage(int Id, int Parent, TimeSpan Used);
}
