using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Social.Messaging.Kafka;

/// <summary>Degraded while the broker is unreachable: a broadcast consumer keeps working with what it has.</summary>
sealed class BrokerHealth(IOptions<EventOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await Broker.ReachableAsync(options.Value.Kafka, cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("Kafka is unreachable; events wait.");
}
