using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Social.ServiceDefaults.Inspection;

/// <summary>What /health says, for those who ask by gRPC; and unready from the moment in which the process is told to stop.</summary>
sealed class Readiness(HealthCheckService checks, IHostApplicationLifetime life)
{
    public CancellationToken Stopping => life.ApplicationStopping;

    public async Task<HealthStatus> AskAsync(CancellationToken stop) =>
        life.ApplicationStopping.IsCancellationRequested ? HealthStatus.Unhealthy : (await checks.CheckHealthAsync(stop)).Status;
}
