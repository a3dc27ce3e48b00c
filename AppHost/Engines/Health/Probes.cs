using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Social.AppHost.Engines.Processes;

namespace Social.AppHost.Engines.Health;

/// <summary>
/// Asks each engine, in its own protocol, whether it takes work. Answers null if so, else what is wrong. No client library: they would log
/// and retry while an engine is only starting.
/// </summary>
static class Probes
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>As pg_isready does: a server that is starting or recovering refuses before it asks for the password.</summary>
    public static Task<string?> PostgresAsync(int port, CancellationToken stop) =>
        AskAsync(
            port,
            async (stream, token) =>
            {
                var parameters = Encoding.ASCII.GetBytes("user\0postgres\0database\0postgres\0\0");
                var hello = new byte[8 + parameters.Length];
                BinaryPrimitives.WriteInt32BigEndian(hello, hello.Length);
                BinaryPrimitives.WriteInt32BigEndian(hello.AsSpan(4), 3 << 16);
                parameters.CopyTo(hello, 8);
                await stream.WriteAsync(hello, token);
                var answer = new byte[1];
                await stream.ReadExactlyAsync(answer, token);
                return answer[0] == 'R' ? null : "It is starting.";
            },
            stop
        );

    public static Task<string?> RedisAsync(int port, string password, CancellationToken stop) =>
        AskAsync(
            port,
            async (stream, token) =>
            {
                await stream.WriteAsync(
                    Encoding.ASCII.GetBytes($"*2\r\n$4\r\nAUTH\r\n${password.Length}\r\n{password}\r\n*1\r\n$4\r\nPING\r\n"),
                    token
                );
                var answer = await ReadTextAsync(
                    stream,
                    text => text.Contains("PONG\r\n", StringComparison.Ordinal) || text.StartsWith('-'),
                    token
                );
                return answer.Contains("PONG", StringComparison.Ordinal) ? null : answer.Trim();
            },
            stop
        );

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
    public static async Task BrokerForgottenAsync(int zookeeper, CancellationToken stop)
    {
        for (var until = DateTime.UtcNow.AddSeconds(20); DateTime.UtcNow < until; await Task.Delay(100, stop))
        {
            var found = await AskAsync(
                zookeeper,
                async (stream, token) =>
                    (await FourLettersAsync("dump", stream, token)).Contains($"/brokers/ids/{KafkaBroker.Id}", StringComparison.Ordinal)
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

    static async Task<string> ReadTextAsync(NetworkStream stream, Func<string, bool> enough, CancellationToken stop)
    {
        var text = new StringBuilder();
        var buffer = new byte[512];
        while (!enough(text.ToString()) && await stream.ReadAsync(buffer, stop) is > 0 and var read)
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        return text.ToString();
    }

    static async Task<string?> AskAsync(int port, Func<NetworkStream, CancellationToken, Task<string?>> ask, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
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
