using Aspire.Hosting.Testing;

namespace Aspire.Hosting;

/// <summary>
/// The application model at work on this machine. It differs from the real one in that nothing stands in front of the replicas: a caller is
/// handed the address of each (<c>services__x__grpc__0</c> .. <c>N-1</c>), and in that containers cannot run.
/// </summary>
public class DistributedApplication : IHost, IAsyncDisposable
{
    readonly IHost host;
    readonly EntryPoint? caller;
    readonly Lazy<Task> start;
    int disposed;

    internal DistributedApplication(IHost host, EntryPoint? caller)
    {
        (this.host, this.caller) = (host, caller);
        start = new(() => host.StartAsync());
    }

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) =>
        CreateBuilder(new DistributedApplicationOptions { Args = args });

    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) =>
        new DistributedApplicationBuilder(options);

    public IServiceProvider Services => host.Services;
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    /// <summary>Starts everything that waits for nothing; the rest follows by itself. Calling it again waits for the same start.</summary>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (caller is not null)
            await caller.StartingAsync(cancellationToken);
        await start.Value.WaitAsync(cancellationToken);
    }

    public virtual Task StopAsync(CancellationToken cancellationToken = default) => host.StopAsync(cancellationToken);

    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        using var impatience = Signals.KillOnSecond(Services.GetRequiredService<Orchestrator>());
        try
        {
            await StartAsync(cancellationToken);
            await host.WaitForShutdownAsync(cancellationToken);
        }
        finally
        {
            await DisposeAsync();
        }
    }

    public void Run() => RunAsync().GetAwaiter().GetResult();

    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
            return;
        caller?.Ended();
        if (start.IsValueCreated)
            await host.StopAsync();
        if (host is IAsyncDisposable later)
            await later.DisposeAsync();
        else
            host.Dispose();
        GC.SuppressFinalize(this);
    }
}
