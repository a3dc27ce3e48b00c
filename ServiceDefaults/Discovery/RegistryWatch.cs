using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults.Diagnostics;
using Social.ServiceDefaults.GrpcClients;

namespace Social.ServiceDefaults.Discovery;

/// <summary>A service that this process calls.</summary>
sealed record CalledService(string Name);

/// <summary>Keeps the service directory current: by the registry's notifications, and by polling in case one is lost.</summary>
sealed partial class RegistryWatch(
    RegistryStore registry,
    ServiceDirectory directory,
    IEnumerable<CalledService> called,
    IOptions<RegistryOptions> options,
    TimeProvider clock,
    ILogger<RegistryWatch> log
) : BackgroundService
{
    readonly Dictionary<string, TaskCompletionSource> looked = called
        .Select(service => service.Name)
        .Distinct()
        .ToDictionary(name => name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        // So that the very first calls use the registered instances. An unavailable registry must not keep a service from starting.
        await Task.WhenAny(
            Task.WhenAll(looked.Values.Select(first => first.Task)),
            Task.Delay(options.Value.ResponseTimeout, clock, cancellationToken)
        );
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(looked.Keys.Select(service => WatchAsync(service, stoppingToken)));

    async Task WatchAsync(string service, CancellationToken stop)
    {
        var changed = new SemaphoreSlim(0);
        var outage = new Outage();
        var isSubscribed = false;
        while (true)
        {
            try
            {
                if (!isSubscribed)
                    await registry.SubscribeAsync(service, () => changed.Release(), stop);
                isSubscribed = true;
                directory.Update(service, await registry.ListAsync(service, stop));
                if (outage.End())
                    LookupRecovered(service);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                directory.MarkStale(service);
                if (outage.Begin())
                    LookupFailed(service, e.Message);
            }
            looked[service].TrySetResult();
            await changed.WaitAsync(options.Value.Poll, stop);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Registry lookup of {Service} failed; the last known addresses are used: {Reason}")]
    partial void LookupFailed(string service, string reason);

    [LoggerMessage(LogLevel.Information, "Registry lookup of {Service} succeeded again")]
    partial void LookupRecovered(string service);
}
