namespace Social.AppHost.Running;

/// <summary>The folders that a start needs of this user.</summary>
static class Folders
{
    /// <summary>The user's home; empty where there is none.</summary>
    public static string Home { get; } = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Where HOME is not set, .NET looks the user up; Aspire's orchestrator does not, and is given what was found.</summary>
    public static void ExportHome()
    {
        if (!OperatingSystem.IsWindows() && Home.Length > 0 && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("HOME")))
            Environment.SetEnvironmentVariable("HOME", Home);
    }

    /// <summary>Makes it if it is not there, and writes to it.</summary>
    /// <param name="advice">What to do where that fails.</param>
    /// <exception cref="StartException">That fails.</exception>
    public static void EnsureWritable(string folder, string advice)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $"{Guid.NewGuid():N}.probe");
            new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The folder {folder} cannot be written to: {advice}.");
        }
    }
}
