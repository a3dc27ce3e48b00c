using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Social.Messaging.Kafka;

static class Broker
{
    static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Whether any of the servers takes a connection; the clients themselves only tell what they have lost, not what is back.</summary>
    public static async Task<bool> ReachableAsync(string servers, CancellationToken stop)
    {
        foreach (var server in servers.Split(','))
        {
            if (!Uri.TryCreate($"tcp://{server.Trim()}", UriKind.Absolute, out var address))
            {
                continue;
            }
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(ConnectTimeout);
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(address.Host, address.Port, limit.Token);
                return true;
            }
            catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !stop.IsCancellationRequested))
            {
                // Not this one; perhaps the next.
            }
        }
        return false;
    }
}

/// <summary>Degraded while the broker is unreachable: a broadcast consumer keeps working with what it has.</summary>
sealed class BrokerHealth(IOptions<EventOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await Broker.ReachableAsync(options.Value.Kafka, cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("Kafka is unreachable; events wait.");
}
