using Microsoft.Extensions.Hosting;
using Social.AppHost.Infrastructure;

namespace Social.AppHost.Running;

/// <summary>
/// The folder with the engines' data, secrets and ports belongs to one run at a time. A service of the host, so that it is let go when
/// everything has stopped and not before.
/// </summary>
sealed class DataFolder(IDisposable held) : IHostedService, IDisposable
{
    static readonly TimeSpan PortTimeout = TimeSpan.FromSeconds(5);

    // The processes of a run that was killed end within seconds, not at once.
    static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Layout of what the engines store, raised when the data of an earlier version is of no use to this one: then nothing that is there is
    /// migrated. Ordinary changes of tables are migrations and leave it as it is.
    /// </summary>
    const string Layout = "2";

    /// <summary>Takes it for this run, after emptying it if <c>--reset</c> asks for that.</summary>
    /// <exception cref="StartException">Another run has it, or its data is of another layout.</exception>
    public static DataFolder Open(AppHostOptions options)
    {
        var held =
            FileLock.Take(Path.Combine(options.Data, "lock"), LockTimeout)
            ?? throw new StartException($"Another run is using {options.Data}: stop it, or start with another --Data.");
        try
        {
            WaitForLastRun(options);
            if (options.Reset)
                DeleteEngineData(options);
            RefuseOtherLayout(options);
            RunInfoFile.At(options).Delete();
            return new(held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A run that was killed takes some seconds to end. Until then its engines use the data, and its proxies the remembered addresses.
    /// </summary>
    static void WaitForLastRun(AppHostOptions options)
    {
        if (!LeftoverProcesses.AreIn(options.Data))
            return;
        Console.WriteLine("Waiting for the processes of the last run, which did not stop in order, to end ...");
        LeftoverProcesses.WaitForExitAsync(options.Data, CancellationToken.None).GetAwaiter().GetResult();
        new RememberedPorts(options.PortsFile).WaitUntilFree(PortTimeout);
    }

    static void RefuseOtherLayout(AppHostOptions options)
    {
        var file = Path.Combine(options.Data, "layout");
        // What cannot be read by another version are the tables.
        var tables = Path.Combine(options.Data, "postgres");
        var stored = Directory.Exists(tables) && Directory.EnumerateFileSystemEntries(tables).Any();
        if (stored && !(File.Exists(file) && File.ReadAllText(file).Trim() == Layout))
            throw new StartException(
                $"The data in {options.Data} was written by another version and cannot be read by this one: start with --reset, which deletes it, or with another --Data."
            );
        File.WriteAllText(file, Layout);
    }

    /// <summary>Deletes what engines have stored. Ports and passwords stay.</summary>
    public static void DeleteEngineData(AppHostOptions options)
    {
        foreach (var engine in Directory.GetDirectories(options.Data))
        {
            Directory.Delete(engine, recursive: true);
            Directory.CreateDirectory(engine);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => held.Dispose();
}
