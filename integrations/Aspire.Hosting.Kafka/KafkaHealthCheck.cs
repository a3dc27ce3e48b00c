using Confluent.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Healthy when the broker answers a metadata request. One client serves all checks: a new one for each would leak threads.</summary>
sealed class KafkaHealthCheck(Func<string?> connectionString) : IHealthCheck, IDisposable
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    readonly Lock creating = new();
    IAdminClient? client;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (connectionString() is not { } servers)
            return HealthCheckResult.Unhealthy("The broker has no address yet.");
        try
        {
            // The client has no asynchronous call for this one.
            var metadata = await Task.Run(() => Client(servers).GetMetadata(Timeout), cancellationToken);
            return metadata.Brokers.Count > 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The cluster has no broker yet.");
        }
        catch (KafkaException e)
        {
            return HealthCheckResult.Unhealthy(e.Error.Reason, e);
        }
    }

    public void Dispose() => client?.Dispose();

    IAdminClient Client(string servers)
    {
        lock (creating)
            return client ??= new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers })
                // What is wrong is the result of the check; the client's own log would repeat it every second.
                .SetLogHandler(static (_, _) => { })
                .Build();
    }
}
