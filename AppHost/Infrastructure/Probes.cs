using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Social.AppHost.Infrastructure;

/// <summary>
/// Asks ZooKeeper and the old Kafka, in their own protocols, whether they serve. Returns null if so, else what is wrong. No client library:
/// it would log and retry while they are only starting.
/// </summary>
static class Probes
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static Task<string?> ZooKeeperAsync(int port, CancellationToken stop) =>
        AskAsync(
            port,
            async (stream, token) => await FourLettersAsync("ruok", stream, token) is "imok" ? null : "It does not serve yet.",
            stop
        );

    /// <summary>Metadata, version 0: a broker that knows of itself as part of the cluster leads partitions.</summary>
    public static Task<string?> KafkaAsync(int port, CancellationToken stop) =>
        AskAsync(
            port,
            async (stream, token) =>
            {
                // Length, call 3, version 0, number 1, no client name, no topic named: naming one that is not there would make it.
                byte[] request = [0, 0, 0, 14, 0, 3, 0, 0, 0, 0, 0, 1, 255, 255, 0, 0, 0, 0];
                await stream.WriteAsync(request, token);
                var head = new byte[12];
                await stream.ReadExactlyAsync(head, token);
                // Read to its end, or the broker complains of a broken connection.
                await stream.ReadExactlyAsync(new byte[BinaryPrimitives.ReadInt32BigEndian(head) - 8], token);
                return BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(8)) > 0 ? null : "It knows of no broker yet.";
            },
            stop
        );

    /// <summary>Returns once ZooKeeper holds no registration of the broker any more, at the latest after 20 s.</summary>
    public static async Task WaitForBrokerDeregistrationAsync(int zookeeper, CancellationToken stop)
    {
        for (var until = DateTime.UtcNow.AddSeconds(20); DateTime.UtcNow < until; await Task.Delay(100, stop))
        {
            var found = await AskAsync(
                zookeeper,
                async (stream, token) =>
                    (await FourLettersAsync("dump", stream, token)).Contains(
                        $"/brokers/ids/{KafkaProcess.BrokerId}",
                        StringComparison.Ordinal
                    )
                        ? "registered"
                        : null,
                stop
            );
            if (found is null)
                return;
        }
    }

    static async Task<string> FourLettersAsync(string word, NetworkStream stream, CancellationToken stop)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(word), stop);
        return await new StreamReader(stream, Encoding.ASCII).ReadToEndAsync(stop);
    }

    static async Task<string?> AskAsync(int port, Func<NetworkStream, CancellationToken, Task<string?>> ask, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Timeout);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
            return await ask(client.GetStream(), limit.Token);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return e is OperationCanceledException ? "It does not answer." : e.Message;
        }
    }
}
