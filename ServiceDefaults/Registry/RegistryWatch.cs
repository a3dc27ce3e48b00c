using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Social.ServiceDefaults;

/// <summary>A service that this process calls.</summary>
sealed record CalledService(string Name);

/// <summary>Keeps the directory as the registry says: told of changes at once, and looking every two seconds in case nobody told.</summary>
sealed partial class RegistryWatch(
    RegistryStore registry,
    ServiceDirectory directory,
    IEnumerable<CalledService> called,
    IOptions<RegistryOptions> options,
    ILogger<RegistryWatch> log
) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(called.Select(service => service.Name).Distinct().Select(service => WatchAsync(service, stoppingToken)));

    async Task WatchAsync(string service, CancellationToken stop)
    {
        var changed = new SemaphoreSlim(0);
        var (told, silent) = (false, false);
        while (true)
        {
            try
            {
                if (!told)
                    await registry.SubscribeAsync(service, () => changed.Release(), stop);
                told = true;
                directory.Learn(service, await registry.ListAsync(service, stop));
                silent = false;
            }
            catch (Exception e) when (e is RedisException or TimeoutException or JsonException)
            {
                directory.Doubt(service);
                if (!silent)
                    Silent(service, e.Message);
                silent = true;
            }
            await changed.WaitAsync(options.Value.Poll, stop);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The registry does not say where {Service} is; the last known addresses are used: {Reason}")]
    partial void Silent(string service, string reason);
}
