namespace Social.AppHost.Running;

/// <summary>A file that one process at a time holds; the system releases it when that process ends, however it ends.</summary>
public static class FileLock
{
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until nobody holds it. Null when that takes longer than <paramref name="timeout"/>.</summary>
    public static async Task<IDisposable?> TakeAsync(string file, TimeSpan timeout)
    {
        for (var until = DateTime.UtcNow + timeout; ; await Task.Delay(PollInterval))
            if (TryTake(file) is { } taken)
                return taken;
            else if (DateTime.UtcNow > until)
                return null;
    }

    /// <summary>As <see cref="TakeAsync"/>, blocking.</summary>
    public static IDisposable? Take(string file, TimeSpan timeout)
    {
        for (var until = DateTime.UtcNow + timeout; ; Thread.Sleep(PollInterval))
            if (TryTake(file) is { } taken)
                return taken;
            else if (DateTime.UtcNow > until)
                return null;
    }

    /// <summary>Null when somebody holds it.</summary>
    public static IDisposable? TryTake(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }
    }
}
