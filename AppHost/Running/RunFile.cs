using System.Text.Json;

namespace Social.AppHost.Running;

/// <summary>Where everything of a run is, for scripts and tests.</summary>
/// <param name="Dashboard">With the token that lets in; null when there is no dashboard.</param>
/// <param name="Pid">The AppHost's process.</param>
public sealed record Addresses(string Web, string Api, string Docs, string? Dashboard, int Pid);

/// <summary>The file with the addresses: there while the system is ready, and only then.</summary>
public sealed class RunFile
{
    readonly string path;

    RunFile(string path) => this.path = path;

    /// <summary>A run that was killed left its file behind; from here on there is none until this run writes its own.</summary>
    public static RunFile In(Settings settings)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(settings.RunFile)!);
        var file = new RunFile(settings.RunFile);
        file.Remove();
        return file;
    }

    public void Write(Addresses addresses)
    {
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(addresses, JsonSerializerOptions.Web));
        File.Move(path + ".new", path, overwrite: true);
    }

    public void Remove()
    {
        if (Directory.Exists(Path.GetDirectoryName(path)))
            File.Delete(path);
    }
}
