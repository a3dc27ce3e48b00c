using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Social.Posts.Objects;

/// <summary>Whether the store answers when it is asked for an object that is not there.</summary>
sealed class ObjectStoreHealth(IObjectStore objects) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var absent = await objects.OpenAsync("health-probe", 0, 0, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e)
        {
            return new(context.Registration.FailureStatus, exception: e);
        }
    }
}
