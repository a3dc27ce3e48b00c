using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Social.Feeds.Timelines;

/// <summary>Without Redis feeds are slower, not wrong: degraded, still ready.</summary>
sealed class RedisCheck(RedisRunId runId) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(runId.Current is null ? HealthCheckResult.Degraded() : HealthCheckResult.Healthy());
}
