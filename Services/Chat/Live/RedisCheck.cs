using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Social.Chats.Live;

/// <summary>Without Redis messages come with the heartbeat instead of at once: degraded, still ready.</summary>
sealed class RedisCheck(IConnectionMultiplexer redis) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(redis.IsConnected ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("Redis is unavailable."));
}
