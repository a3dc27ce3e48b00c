using System.Text.Json;

namespace Social.AppHost.Running;

/// <summary>The addresses of a run, for scripts and tests.</summary>
/// <param name="Dashboard">With the token that logs in; null when there is no dashboard.</param>
/// <param name="Pid">The AppHost's process.</param>
public sealed record RunInfo(string Web, string Api, string Docs, string? Dashboard, int Pid);

/// <summary>The file with the addresses: there while the system is ready, and only then.</summary>
public sealed class RunInfoFile
{
    readonly string path;

    RunInfoFile(string path) => this.path = path;

    public static RunInfoFile At(AppHostOptions options) => new(options.RunFile);

    public void Write(RunInfo run)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(run, JsonSerializerOptions.Web));
        File.Move(path + ".new", path, overwrite: true);
    }

    public void Delete()
    {
        if (Directory.Exists(Path.GetDirectoryName(path)))
            File.Delete(path);
    }
}
