using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using StackExchange.Redis;

namespace Social.Bench.Running;

/// <summary>The data folder of a system that the bench runs: the bench owns it and may write into its databases.</summary>
/// <param name="Path">The folder.</param>
/// <param name="IsTemporary">Whether it is deleted when the run is over.</param>
sealed record DataFolder(string Path, bool IsTemporary) : IDisposable
{
    const string SuperUser = "postgres";

    const string SeededFile = "bench-seeded";

    static readonly string[] OfOneRun = ["lock", "run.json"];

    /// <summary>A folder of this run alone.</summary>
    public static DataFolder Temporary(string name)
    {
        var folder = System.IO.Path.Combine(Checkout.Root, "artifacts", "bench", $"{Environment.ProcessId}-{name}");
        return new(Directory.CreateDirectory(folder).FullName, IsTemporary: true);
    }

    /// <summary>A copy, owners and rights included, of a folder that no system is using.</summary>
    public async Task<DataFolder> CopyAsync(string name, CancellationToken stop)
    {
        var copy = Temporary(name);
        try
        {
            using var cp = Process.Start("cp", ["-Rp", $"{Path}/.", copy.Path]);
            using var interrupted = stop.Register(cp.Kill);
            await Progress.WhileAsync(cp.WaitForExitAsync(CancellationToken.None), "copying the data");
            stop.ThrowIfCancellationRequested();
            if (cp.ExitCode != 0)
                throw new BenchException($"{Path} could not be copied to {copy.Path}.");
            foreach (var file in OfOneRun)
                File.Delete(System.IO.Path.Combine(copy.Path, file));
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>Whether the bench has seeded it.</summary>
    public static bool IsSeeded(string folder) => File.Exists(System.IO.Path.Combine(folder, SeededFile));

    /// <summary>It need not be looked into again.</summary>
    public void MarkSeeded() => File.WriteAllText(System.IO.Path.Combine(Path, SeededFile), "");

    /// <summary>The password of seeded people, once the system has been started.</summary>
    public string SeedPassword => Secret("seed");

    /// <summary>A database of the system while it runs.</summary>
    public NpgsqlDataSource OpenDatabase(string name) =>
        NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder
            {
                Host = "127.0.0.1",
                Port = Port("postgres"),
                Username = SuperUser,
                Password = Secret("postgres-password"),
                Database = name,
                // As the services have it.
                MaxAutoPrepare = 100,
                // Large tables grow by single statements.
                CommandTimeout = 600,
            }.ConnectionString
        );

    public Task<ConnectionMultiplexer> ConnectRedisAsync() =>
        ConnectionMultiplexer.ConnectAsync(
            new ConfigurationOptions
            {
                EndPoints = { { "127.0.0.1", Port("redis") } },
                Password = Secret("redis-password"),
                AllowAdmin = true,
                AsyncTimeout = 60_000,
            }
        );

    int Port(string engine) => Read("ports.json").GetProperty(engine).GetInt32();

    string Secret(string name) => Read("secrets.json").GetProperty(name).GetString()!;

    JsonElement Read(string file) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(System.IO.Path.Combine(Path, file)));

    public void Dispose()
    {
        if (IsTemporary && Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
