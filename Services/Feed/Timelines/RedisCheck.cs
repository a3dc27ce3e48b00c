using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Social.Feeds.Timelines;

/// <summary>Without Redis feeds are slower, not wrong: degraded, still ready.</summary>
sealed class RedisCheck(Epoch epoch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(epoch.Current is null ? HealthCheckResult.Degraded() : HealthCheckResult.Healthy());
}
