using Grpc.Net.Client;

namespace Social.Tests.Polyfills.Grpc;

/// <summary>One server and one channel to it, for the tests that need nothing special of either.</summary>
public sealed class EchoFixture : IAsyncLifetime
{
    EchoServer? server;
    GrpcChannel? channel;

    internal EchoServer Server => server!;
    internal GrpcChannel Channel => channel!;
    internal Echo.EchoClient Client => new(Channel);

    public async ValueTask InitializeAsync()
    {
        server = await EchoServer.StartAsync();
        channel = GrpcChannel.ForAddress(server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await Server.DisposeAsync();
    }
}
