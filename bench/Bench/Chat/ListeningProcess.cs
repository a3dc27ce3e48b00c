using System.Diagnostics;
using System.Globalization;

namespace Social.Bench.Chat;

/// <summary>A process of this machine by the port on which it listens, and its environment. Linux only: both are in /proc.</summary>
sealed record ListeningProcess(int Pid)
{
    const string Listening = "0A";

    /// <exception cref="BenchException">None of this user's processes listens there.</exception>
    public static ListeningProcess At(int port) =>
        Find(port)
        ?? throw new BenchException($"No process of yours on this machine listens on port {port}: this needs the system beside it.");

    public static ListeningProcess? Find(int port)
    {
        if (!OperatingSystem.IsLinux())
            throw new BenchException("Processes are found and killed on Linux only.");
        var sockets = InodesOf(port).Select(inode => $"socket:[{inode}]").ToHashSet();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) && Holds(folder, sockets))
                return new(pid);
        return null;
    }

    public IReadOnlyDictionary<string, string> Environment =>
        File.ReadAllText($"/proc/{Pid}/environ")
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .GroupBy(pair => pair[0])
            .ToDictionary(same => same.Key, same => same.Last().ElementAtOrDefault(1) ?? "");

    /// <summary>What it has of the machine's memory, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{Pid}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>As by a power cut.</summary>
    public void Kill()
    {
        using var process = Process.GetProcessById(Pid);
        process.Kill();
    }

    static IEnumerable<string> InodesOf(int port)
    {
        var ending = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return from table in (string[])["/proc/net/tcp", "/proc/net/tcp6"]
            where File.Exists(table)
            from line in File.ReadLines(table).Skip(1)
            let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            where columns[1].EndsWith(ending, StringComparison.Ordinal) && columns[3] == Listening
            select columns[9];
    }

    static bool Holds(string folder, HashSet<string> sockets)
    {
        try
        {
            return Directory
                .EnumerateFiles(Path.Combine(folder, "fd"))
                .Any(fd => new FileInfo(fd).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            // Another user's, or it has just ended.
            return false;
        }
    }
}
