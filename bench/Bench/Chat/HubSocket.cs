using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Social.Bench.Chat;

/// <summary>What the hub called on this client.</summary>
public sealed record HubEvent(string Name, JsonElement Body);

/// <summary>
/// A live line that speaks SignalR's JSON protocol by hand: a WebSocket and a small buffer, so that thousands fit into one process.
/// </summary>
public sealed class HubSocket : IAsyncDisposable
{
    const byte Separator = 0x1e;
    const int Invocation = 1;
    const int Completion = 3;
    const int Close = 7;

    static readonly byte[] Ping = [.. "{\"type\":6}"u8, Separator];

    // One handler for all: each of its connections becomes one socket's.
    static readonly HttpMessageInvoker Handler = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });

    readonly ClientWebSocket socket = new();
    readonly SemaphoreSlim sending = new(1);
    readonly Queue<HubEvent> early = new();
    byte[] buffer = new byte[512];
    int filled;

    HubSocket() => socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;

    /// <summary>Connected, authenticated and subscribed.</summary>
    /// <param name="server">The gateway, or an instance of Chat.</param>
    /// <exception cref="WebSocketException">Nobody is there, the line was cut, or the hub refused the token.</exception>
    public static async Task<HubSocket> OpenAsync(Uri server, string token, CancellationToken stop)
    {
        var live = new HubSocket();
        try
        {
            var address = new UriBuilder(server) { Scheme = "ws", Path = "/hubs/live" }.Uri;
            await live.socket.ConnectAsync(address, Handler, stop);
            await live.SendAsync("""{"protocol":"json","version":1}""", stop);
            await live.SendAsync($$"""{"type":1,"invocationId":"1","target":"Authenticate","arguments":["{{token}}"]}""", stop);
            await live.SendAsync("""{"type":1,"invocationId":"2","target":"Subscribe","arguments":[]}""", stop);
            while (await live.ReadFrameAsync(stop) is { } frame)
                if (frame.TryGetProperty("error", out var error))
                    throw new WebSocketException(WebSocketError.Faulted, $"The hub refused: {error}");
                else if (TypeOf(frame) == Completion && frame.GetProperty("invocationId").GetString() == "2")
                    return live;
                else if (EventIn(frame) is { } e)
                    live.early.Enqueue(e);
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
        }
        catch
        {
            await live.DisposeAsync();
            throw;
        }
    }

    /// <summary>Events until the line ends. Only one reader at a time.</summary>
    public async IAsyncEnumerable<HubEvent> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        while (early.TryDequeue(out var e))
            yield return e;
        while (await ReadFrameAsync(stop) is { } frame && TypeOf(frame) != Close)
            if (EventIn(frame) is { } e)
                yield return e;
    }

    /// <summary>The hub ends a line on which it hears nothing for 30 s.</summary>
    public Task PingAsync(CancellationToken stop) => SendAsync(Ping, stop);

    /// <summary>As when the network is cut.</summary>
    public void Abort() => socket.Abort();

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        sending.Dispose();
        return ValueTask.CompletedTask;
    }

    Task SendAsync(string text, CancellationToken stop) => SendAsync([.. Encoding.UTF8.GetBytes(text), Separator], stop);

    async Task SendAsync(byte[] bytes, CancellationToken stop)
    {
        await sending.WaitAsync(stop);
        try
        {
            await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, stop);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>The next message of the protocol; null at the end.</summary>
    async Task<JsonElement?> ReadFrameAsync(CancellationToken stop)
    {
        while (true)
        {
            if (Array.IndexOf(buffer, Separator, 0, filled) is >= 0 and var end)
            {
                var frame = JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, end));
                filled -= end + 1;
                Array.Copy(buffer, end + 1, buffer, 0, filled);
                return frame;
            }
            if (filled == buffer.Length)
                Array.Resize(ref buffer, 2 * filled);
            var received = await socket.ReceiveAsync(buffer.AsMemory(filled), stop);
            if (received.MessageType == WebSocketMessageType.Close)
                return null;
            filled += received.Count;
        }
    }

    static int TypeOf(JsonElement frame) => frame.TryGetProperty("type", out var type) ? type.GetInt32() : 0;

    static HubEvent? EventIn(JsonElement frame)
    {
        if (TypeOf(frame) != Invocation)
            return null;
        var arguments = frame.GetProperty("arguments");
        return new(frame.GetProperty("target").GetString()!, arguments.GetArrayLength() > 0 ? arguments[0] : default);
    }
}
