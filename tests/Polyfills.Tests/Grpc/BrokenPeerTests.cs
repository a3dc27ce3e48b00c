using Grpc.Core;
using Grpc.Net.Client;

namespace Social.Tests.Polyfills.Grpc;

/// <summary>HTTP/2 that goes wrong: each failure as the status that the real client gives it.</summary>
public sealed class BrokenPeerTests(BrokenPeerTests.Server broken) : IClassFixture<BrokenPeerTests.Server>
{
    [Theory]
    [InlineData("reset 7", StatusCode.Unavailable)] // REFUSED_STREAM, after the HTTP client's own retries
    [InlineData("reset 8", StatusCode.Cancelled)]
    [InlineData("reset 2", StatusCode.Internal)]
    [InlineData("reset 11", StatusCode.ResourceExhausted)]
    [InlineData("reset 12", StatusCode.PermissionDenied)]
    [InlineData("reset-later 2", StatusCode.Internal)]
    [InlineData("reset-later 8", StatusCode.Cancelled)]
    [InlineData("destroy-later", StatusCode.Unavailable)]
    [InlineData("destroy", StatusCode.Unavailable)]
    [InlineData("goaway 11", StatusCode.ResourceExhausted)]
    [InlineData("no-status", StatusCode.Cancelled)]
    [InlineData("half-message", StatusCode.Internal)]
    [InlineData("html", StatusCode.Cancelled)]
    [InlineData("http 400", StatusCode.Internal)]
    [InlineData("http 401", StatusCode.Unauthenticated)]
    [InlineData("http 403", StatusCode.PermissionDenied)]
    [InlineData("http 404", StatusCode.Unimplemented)]
    [InlineData("http 429", StatusCode.Unavailable)]
    [InlineData("http 503", StatusCode.Unavailable)]
    [InlineData("http 500", StatusCode.Unknown)]
    [InlineData("compressed", StatusCode.Unimplemented)]
    [InlineData("two", StatusCode.Internal)]
    [InlineData("none", StatusCode.Internal)]
    public async Task A_broken_call_fails_with(string way, StatusCode expected)
    {
        using var channel = GrpcChannel.ForAddress(broken.Address);
        var client = new Echo.EchoClient(channel);
        using var call = client.SayAsync(new(), Ask(way));
        var e = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(
            (expected, expected is StatusCode.Internal ? e.StatusCode : call.GetStatus().StatusCode),
            (e.StatusCode, e.StatusCode)
        );
    }

    [Theory]
    [InlineData("reset-later 8", StatusCode.Cancelled)]
    [InlineData("destroy-later", StatusCode.Unavailable)]
    [InlineData("no-status", StatusCode.Cancelled)]
    public async Task A_broken_stream_fails_after_what_it_sent(string way, StatusCode expected)
    {
        using var channel = GrpcChannel.ForAddress(broken.Address);
        using var call = new Echo.EchoClient(channel).Repeat(new(), Ask(way));
        var e = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var _ in call.ResponseStream.ReadAllAsync()) { }
        });
        Assert.Equal((expected, expected), (e.StatusCode, call.GetStatus().StatusCode));
    }

    [Fact]
    public async Task An_answer_without_a_body_has_its_status_in_its_headers()
    {
        using var channel = GrpcChannel.ForAddress(broken.Address);
        var e = await Assert.ThrowsAsync<RpcException>(async () =>
            await new Echo.EchoClient(channel).SayAsync(new(), Ask("trailers-only 5"))
        );
        Assert.Equal(new(StatusCode.NotFound, "a b%zzü"), e.Status);
        Assert.Equal("x", e.Trailers.GetValue("mark"));
    }

    static Metadata Ask(string way) => new() { { "ask", way } };

    public sealed class Server : IAsyncLifetime
    {
        NodePeer? peer;

        internal Uri Address { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            peer = await NodePeer.StartAsync("broken.mjs");
            Address = await peer.AddressAsync();
        }

        public ValueTask DisposeAsync() => peer!.DisposeAsync();
    }
}
