namespace Social.AppHost.Running;

/// <summary>A file that one process at a time holds; the system lets go of it when that process ends, however it ends.</summary>
public static class FileLock
{
    /// <summary>Waits until nobody holds it. Null when that takes longer than <paramref name="patience"/>.</summary>
    public static async Task<IDisposable?> TakeAsync(string file, TimeSpan patience)
    {
        for (var until = DateTime.UtcNow + patience; ; await Task.Delay(100))
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
