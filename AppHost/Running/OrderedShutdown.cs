using Microsoft.Extensions.Hosting;

namespace Social.AppHost.Running;

/// <summary>Stops in order before the orchestrator ends, which alone would stop all at once.</summary>
sealed class OrderedShutdown(SystemLifecycle lifecycle) : IHostedLifecycleService
{
    bool stopped;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Called again when the application is disposed.
        if (stopped)
            return;
        stopped = true;
        Console.WriteLine("Stopping:");
        await lifecycle.StopAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
