using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Social.AppHost.Running;

namespace Social.AppHost.Engines.Processes;

/// <summary>The folder of the engines' data belongs to one run at a time.</summary>
static class DataFolder
{
    // A run that was killed takes its engines with it, but not in no time.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Takes it for this run, until its services are disposed of.</summary>
    /// <exception cref="StartException">Another run has it.</exception>
    public static async Task OpenAsync(IServiceCollection services, string folder)
    {
        var held =
            await FileLock.TakeAsync(Path.Combine(folder, "lock"), Patience)
            ?? throw new StartException($"Another run is using {folder}: stop it, or start with another --Data.");
        services.AddHostedService(_ => new Hold(held));
    }

    /// <summary>A service of the host, so that it is made at all; what ends it is not the stop but the end of everything.</summary>
    sealed class Hold(IDisposable held) : IHostedService, IDisposable
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => held.Dispose();
    }
}
