using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Social.ServiceDefaults.Inspection;

/// <summary>What /health says, for the process itself.</summary>
sealed class Readiness(HealthCheckService checks)
{
    public async Task<HealthStatus> AskAsync(CancellationToken stop) => (await checks.CheckHealthAsync(stop)).Status;
}
