using System.Net;
using System.Net.Sockets;

namespace Social.Tests.Testing;

/// <summary>
/// A port of this machine where connections are refused until this is disposed of: held, so that no other process comes to listen there, and
/// not listened on.
/// </summary>
public sealed class RefusedPort : IDisposable
{
    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public RefusedPort()
    {
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Address = new($"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}");
    }

    public Uri Address { get; }

    public void Dispose() => socket.Dispose();
}
