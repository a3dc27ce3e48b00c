using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Social.Tests.Caches.Processes;

/// <summary>A cable between two processes that a test may cut.</summary>
sealed class Relay : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentDictionary<Socket, bool> ends = new();
    readonly CancellationTokenSource stop = new();
    readonly Task accepting;
    volatile bool isCut;

    public Relay()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Address => new($"http://{listener.LocalEndpoint}");

    /// <summary>Where it leads to; nowhere as long as that is not known.</summary>
    public Uri? Target { get; set; }

    public void Cut()
    {
        isCut = true;
        foreach (var (end, _) in ends)
            end.Dispose();
    }

    public void Mend() => isCut = false;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        Cut();
        listener.Stop();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    async Task AcceptAsync()
    {
        while (true)
        {
            var near = await listener.AcceptSocketAsync(stop.Token);
            if (isCut || Target is not { } target)
                near.Dispose();
            else
                _ = CarryAsync(near, target);
        }
    }

    async Task CarryAsync(Socket near, Uri target)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        ends[near] = ends[far] = true;
        try
        {
            await far.ConnectAsync(target.Host, target.Port, stop.Token);
            if (!isCut)
                await Task.WhenAny(PumpAsync(near, far), PumpAsync(far, near));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // As when a cable is pulled: whoever talked notices.
        }
        finally
        {
            near.Dispose();
            ends.TryRemove(near, out _);
            ends.TryRemove(far, out _);
        }
    }

    async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 << 10];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer, stop.Token)) > 0; )
                await to.SendAsync(buffer.AsMemory(0, read), stop.Token);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The other pump ends with it.
        }
    }
}
