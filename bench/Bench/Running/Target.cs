using System.Diagnostics;

namespace Social.Bench.Running;

/// <summary>A running system that is measured, and those who call it.</summary>
sealed class Target : IAsyncDisposable
{
    // Access tokens live for ten minutes, and a measurement takes less than the rest.
    static readonly TimeSpan RenewalInterval = TimeSpan.FromMinutes(4);

    readonly AppHostProcess system;
    long renewed = Stopwatch.GetTimestamp();

    Target(string name, DataFolder data, AppHostProcess system)
    {
        (Name, Data, this.system) = (name, data, system);
        Http = Measurement.Client(system.Gateway);
    }

    /// <summary>In reports: which of the two builds.</summary>
    public string Name { get; }

    public DataFolder Data { get; }

    /// <summary>The AppHost's process, above all others of the system.</summary>
    public int Root => system.Id;

    public Uri Gateway => system.Gateway;

    /// <summary>The gateway, without a token.</summary>
    public HttpClient Http { get; }

    /// <summary>Seeded people with sessions.</summary>
    public SeededAccounts Accounts { get; private set; } = new([], [], [], []);

    public static async Task<Target> StartAsync(string name, string library, DataFolder data, bool seeds, CancellationToken stop)
    {
        Progress.Write($"Starting {library} on {data.Path}.");
        return new(name, data, await AppHostProcess.StartAsync(library, data.Path, seeds, stop));
    }

    public async Task LogInAsync(int people, CancellationToken stop)
    {
        Accounts = await SeededAccounts.GatherAsync(Http, Data.Path, people, stop);
        renewed = Stopwatch.GetTimestamp();
    }

    /// <summary>New access tokens, if those that there are would not last for another measurement.</summary>
    public async Task RenewAsync(CancellationToken stop)
    {
        if (Stopwatch.GetElapsedTime(renewed) < RenewalInterval)
            return;
        Accounts = await Accounts.RenewAsync(Http, stop);
        renewed = Stopwatch.GetTimestamp();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Progress.Write($"Stopping {Name}.");
        await system.DisposeAsync();
    }
}
