using System.Net.Sockets;

namespace Social.Messaging.Kafka;

static class Broker
{
    static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Whether any of the servers takes a connection; the clients themselves report only what they have lost.</summary>
    public static async Task<bool> ReachableAsync(string servers, CancellationToken stop)
    {
        foreach (var server in servers.Split(','))
        {
            if (!Uri.TryCreate($"tcp://{server.Trim()}", UriKind.Absolute, out var address))
                continue;
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
