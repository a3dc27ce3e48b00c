using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Social.Tests.Testing;

namespace Social.Tests.Messaging;

/// <summary>
/// A proxy before the real broker, which gives its own address for the broker's. It can be closed, and opened as a broker that starts and
/// knows no broker at first, not even itself; and it can cut connections instead of passing on confirmations. It reads as much of Kafka's
/// protocol as that needs (kafka.apache.org/protocol): the lengths of messages, and version 0 of Metadata and FindCoordinator.
/// </summary>
sealed class BrokerProxy : IAsyncDisposable
{
    const short Produce = 0;
    const short Metadata = 3;
    const short FindCoordinator = 10;
    const byte LeaderNotAvailable = 5;

    readonly IPEndPoint broker;
    readonly int port;
    readonly ConcurrentBag<Task> running = [];
    CancellationTokenSource closed = new();
    long knowsBrokersAt;
    int cuts;

    BrokerProxy(IPEndPoint broker)
    {
        this.broker = broker;
        port = FreePort.Find();
    }

    public string Address => $"127.0.0.1:{port}";

    /// <summary>How many confirmations are still to be lost, each with its connection.</summary>
    public int CutsLeft => Volatile.Read(ref cuts);

    public static BrokerProxy Before(string broker)
    {
        var proxy = new BrokerProxy(new(IPAddress.Loopback, new Uri($"kafka://{broker}").Port));
        proxy.Open(TimeSpan.Zero);
        return proxy;
    }

    /// <summary>
    /// The next confirmations do not reach the producer: the broker has written the events, and their connection ends.
    /// </summary>
    public void Cut(int confirmations) => Volatile.Write(ref cuts, confirmations);

    /// <summary>At first it knows no broker.</summary>
    public void Open(TimeSpan withoutBrokers)
    {
        closed = new();
        knowsBrokersAt = Environment.TickCount64 + (long)withoutBrokers.TotalMilliseconds;
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        running.Add(ListenAsync(listener, closed.Token));
    }

    /// <summary>Refuses connections and ends those that are open.</summary>
    public Task CloseAsync()
    {
        closed.Cancel();
        return Task.WhenAll(running);
    }

    async Task ListenAsync(TcpListener listener, CancellationToken stop)
    {
        using (listener)
        {
            try
            {
                while (true)
                    running.Add(PassAsync(await listener.AcceptTcpClientAsync(stop), stop));
            }
            catch (OperationCanceledException)
            {
                // It was closed.
            }
        }
    }

    async Task PassAsync(TcpClient client, CancellationToken stop)
    {
        using var inside = client;
        using var outside = new TcpClient();
        try
        {
            await outside.ConnectAsync(broker, stop);
            var (near, far) = (inside.GetStream(), outside.GetStream());
            var asked = new ConcurrentDictionary<int, short>();
            await await Task.WhenAny(QueryAsync(near, far, asked, stop), AnswerAsync(far, near, asked, stop));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One of the two ended the connection, or the proxy did.
        }
    }

    async Task QueryAsync(NetworkStream near, NetworkStream far, ConcurrentDictionary<int, short> asked, CancellationToken stop)
    {
        while (true)
        {
            var message = await ReadAsync(near, stop);
            var (kind, number) = (BinaryPrimitives.ReadInt16BigEndian(message.AsSpan(4)), message.AsMemory(8, 4));
            if (kind == Metadata && Environment.TickCount64 < knowsBrokersAt)
            {
                await near.WriteAsync(WithoutBrokers(message), stop);
                continue;
            }
            asked[BinaryPrimitives.ReadInt32BigEndian(number.Span)] = kind;
            await far.WriteAsync(message, stop);
        }
    }

    /// <summary>A metadata response without brokers, in which the first topic has no leader.</summary>
    static byte[] WithoutBrokers(ReadOnlySpan<byte> question)
    {
        var number = question[8..12];
        var asked = question[(14 + BinaryPrimitives.ReadInt16BigEndian(question[12..]))..];
        ReadOnlySpan<byte> topic =
            BinaryPrimitives.ReadInt32BigEndian(asked) > 0
                ? asked[4..(6 + BinaryPrimitives.ReadInt16BigEndian(asked[4..]))]
                : [0, 1, (byte)'t'];
        byte[] answer = [0, 0, 0, 0, .. number, 0, 0, 0, 0, 0, 0, 0, 1, 0, LeaderNotAvailable, .. topic, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(answer, answer.Length - 4);
        return answer;
    }

    async Task AnswerAsync(NetworkStream far, NetworkStream near, ConcurrentDictionary<int, short> asked, CancellationToken stop)
    {
        while (true)
        {
            var message = await ReadAsync(far, stop);
            asked.TryRemove(BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(4)), out var kind);
            if (kind == Produce && Volatile.Read(ref cuts) > 0)
            {
                Interlocked.Decrement(ref cuts);
                throw new IOException("The confirmation is lost.");
            }
            if (kind == Metadata)
            {
                for (var (at, left) = (12, BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(8))); left > 0; left--)
                    at = Rename(message, at);
            }
            else if (kind == FindCoordinator && BinaryPrimitives.ReadInt16BigEndian(message.AsSpan(8)) == 0)
                Rename(message, 10);
            await near.WriteAsync(message, stop);
        }
    }

    /// <summary>Puts this port in the place of a broker's own: a number, a host, a port.</summary>
    /// <returns>Where what follows begins.</returns>
    int Rename(byte[] message, int at)
    {
        at += 4 + 2 + BinaryPrimitives.ReadInt16BigEndian(message.AsSpan(at + 4));
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(at), port);
        return at + 4;
    }

    static async Task<byte[]> ReadAsync(NetworkStream from, CancellationToken stop)
    {
        var length = new byte[4];
        await from.ReadExactlyAsync(length, stop);
        var message = new byte[4 + BinaryPrimitives.ReadInt32BigEndian(length)];
        length.CopyTo(message, 0);
        await from.ReadExactlyAsync(message.AsMemory(4), stop);
        return message;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        closed.Dispose();
    }
}
