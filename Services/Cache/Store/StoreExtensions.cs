using Microsoft.Extensions.Options;

namespace Social.Caches.Store;

static class StoreExtensions
{
    /// <summary>This process's replica, and what keeps it tidy.</summary>
    public static void AddReplica(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CacheOptions>().BindConfiguration("Cache").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<CacheTelemetry>();
        builder.Services.AddSingleton(services => new Replica(
            services.GetRequiredService<IOptions<CacheOptions>>().Value,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<CacheTelemetry>()
        ));
        builder.Services.AddHostedService<ExpirationScanner>();
    }
}

/// <summary>Removes expired entries periodically, not only when they are read.</summary>
sealed class ExpirationScanner(Replica replica, TimeProvider clock) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            replica.Store.RemoveExpired();
    }
}
