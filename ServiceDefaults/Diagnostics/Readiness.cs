using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Social.ServiceDefaults.Diagnostics;

/// <summary>What /health says, for the process itself.</summary>
sealed class Readiness(HealthCheckService checks)
{
    public async Task<HealthStatus> CheckAsync(CancellationToken stop) => (await checks.CheckHealthAsync(stop)).Status;
}
