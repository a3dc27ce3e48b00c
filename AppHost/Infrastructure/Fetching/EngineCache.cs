using System.Diagnostics;
using Social.AppHost.Running;

namespace Social.AppHost.Infrastructure.Fetching;

/// <summary>
/// The folder of this user in which fetched engines stay, for all checkouts: a folder for each engine and version. One that is there is
/// complete: it is filled under another name and renamed.
/// </summary>
public static class EngineCache
{
    static readonly TimeSpan WaitTimeout = TimeSpan.FromMinutes(10);

    /// <summary>This user's folder, whatever the checkout; empty for a user without a home.</summary>
    public static readonly string Root =
        Variable("SOCIAL_CACHE") is { } own ? Path.GetFullPath(own)
        : Variable("XDG_CACHE_HOME") is { } xdg ? Path.Combine(xdg, "social")
        : OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "social")
        : Folders.Home.Length > 0 ? Path.Combine(Folders.Home, ".cache", "social")
        : "";

    /// <exception cref="StartException">There is none, or it cannot be written to.</exception>
    public static void EnsureWritable()
    {
        const string Advice = "set SOCIAL_CACHE to a folder of yours, where the engines are kept";
        if (Root.Length == 0)
            throw new StartException($"This user has no home folder: {Advice}.");
        Folders.EnsureWritable(Root, Advice);
    }

    public static string FolderOf(string key) => Path.Combine(Root, key);

    /// <summary>The folder <paramref name="key"/>, filled by <paramref name="fetch"/> if it is not there yet.</summary>
    /// <param name="title">What the console calls it.</param>
    public static async Task<string> GetAsync(string key, string title, Func<string, Task> fetch)
    {
        var folder = FolderOf(key);
        if (Directory.Exists(folder))
            return folder;
        using var mine =
            await FileLock.TakeAsync(Path.Combine(Root, key + ".lock"), WaitTimeout)
            ?? throw new StartException(
                $"Another process has been fetching {title} for {WaitTimeout.TotalMinutes:F0} minutes: end it and start again."
            );
        if (Directory.Exists(folder))
            return folder;
        // Begun by a process that was ended; whoever has the lock is the only one who fills.
        foreach (var abandoned in Directory.GetDirectories(Root, key + ".*"))
            Directory.Delete(abandoned, recursive: true);
        var watch = Stopwatch.StartNew();
        Console.WriteLine($"Fetching {title} ...");
        var filling = Directory.CreateDirectory(Path.Combine(Root, $"{key}.{Guid.NewGuid():N}")).FullName;
        try
        {
            await fetch(filling);
            Directory.Move(filling, folder);
        }
        finally
        {
            if (Directory.Exists(filling))
                Directory.Delete(filling, recursive: true);
        }
        Console.WriteLine($"Fetching {title} ... done in {watch.Elapsed.TotalSeconds:F0} s");
        return folder;
    }

    static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
