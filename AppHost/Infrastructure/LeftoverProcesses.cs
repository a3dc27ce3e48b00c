using Social.AppHost.Running;

namespace Social.AppHost.Infrastructure;

/// <summary>The engines of a run that was killed end within seconds, not at once; until then their data is theirs.</summary>
static class LeftoverProcesses
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Waits until no process works in <paramref name="folder"/>: every engine's working directory is its folder, or one inside it. Linux
    /// only; elsewhere it returns at once.
    /// </summary>
    /// <exception cref="StartException">One is still there after 20 s.</exception>
    public static async Task WaitForExitAsync(string folder, CancellationToken stop)
    {
        if (!OperatingSystem.IsLinux())
            return;
        for (var until = DateTime.UtcNow + Timeout; FindIn(folder) is { } process; await Task.Delay(PollInterval, stop))
            if (DateTime.UtcNow > until)
                throw new StartException($"Process {process} works on {folder}: end it, or start with another --Data.");
    }

    /// <summary>Whether a process works in the folder now. Always false elsewhere than on Linux.</summary>
    public static bool AreIn(string folder) => OperatingSystem.IsLinux() && FindIn(folder) is not null;

    static string? FindIn(string folder) =>
        Directory
            .GetDirectories("/proc")
            .Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]))
            .FirstOrDefault(process => WorkingDirectory(process) is { } at && (at + "/").StartsWith(folder + "/", StringComparison.Ordinal))
            is { } found
            ? Path.GetFileName(found)
            : null;

    static string? WorkingDirectory(string process)
    {
        try
        {
            return File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName;
        }
        // It ended while we were looking, or is somebody else's.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
