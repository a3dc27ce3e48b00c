using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Social.Tests.Polyfills.Grpc;

/// <summary>Our client calls @grpc/grpc-js's server.</summary>
public sealed class NodeServerTests(NodeServerTests.Server node) : IClassFixture<NodeServerTests.Server>
{
    Echo.EchoClient Client => node.Client;

    [Fact]
    public async Task All_four_kinds_of_call()
    {
        Assert.Equal("hi", (await Client.SayAsync(new() { Text = "hi" })).Text);
        using var sum = Client.Sum();
        foreach (var text in "abc")
            await sum.RequestStream.WriteAsync(new() { Text = $"{text}" });
        await sum.RequestStream.CompleteAsync();
        Assert.Equal(("abc", 3), ((await sum).Text, (await sum).Count));
        using var repeat = Client.Repeat(new() { Count = 500 });
        Assert.Equal(Enumerable.Range(0, 500), await repeat.ResponseStream.ReadAllAsync().Select(w => w.Count).ToListAsync());
        Assert.Equal("500", repeat.GetTrailers().GetValue("sent"));
        using var chat = Client.Chat();
        await chat.RequestStream.WriteAsync(new() { Text = "one" });
        Assert.True(await chat.ResponseStream.MoveNext());
        Assert.Equal("ONE", chat.ResponseStream.Current.Text);
        await chat.RequestStream.CompleteAsync();
        Assert.False(await chat.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task A_refusal_carries_its_text_and_its_trailers()
    {
        var e = await Assert.ThrowsAsync<RpcException>(async () => await Client.SayAsync(new() { Ask = "fail" }));
        Assert.Equal(new(StatusCode.FailedPrecondition, "Grüße: 100 % kaputt\n"), e.Status);
        Assert.Equal("because", e.Trailers.GetValue("reason"));
        Assert.Equal([0, 1, 254, 255], e.Trailers.GetValueBytes("detail-bin")!);
    }

    [Fact]
    public async Task Metadata_goes_there_and_comes_back()
    {
        using var call = Client.SayAsync(new() { Ask = "trailers" }, new Metadata { { "ask-early", "x" } });
        Assert.Equal("x", (await call.ResponseHeadersAsync).GetValue("early"));
        await call;
        Assert.Equal("trailer", call.GetTrailers().GetValue("late"));
        Assert.Equal([0, 255], call.GetTrailers().GetValueBytes("late-bin")!);
        Assert.Equal("01ff", (await Client.SayAsync(new() { Ask = "header" }, new Metadata { { "b-bin", [1, 255] } })).Text);
    }

    [Fact]
    public async Task Deadlines_are_understood()
    {
        var left = (await Client.SayAsync(new() { Ask = "deadline" }, deadline: DateTime.UtcNow.AddSeconds(20))).Count;
        Assert.InRange(left, 10_000, 20_100);
        var call = Client.SayAsync(new() { Text = "late", Ask = "sleep" }, deadline: DateTime.UtcNow.AddMilliseconds(300));
        Assert.Equal(StatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
    }

    [Fact]
    public async Task Messages_too_large_are_refused_by_whoever_gets_them()
    {
        var theirs = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client.SayAsync(new() { Data = ByteString.CopyFrom(new byte[2 << 20]) })
        );
        var ours = await Assert.ThrowsAsync<RpcException>(async () => await Client.SayAsync(new() { Ask = "size", Count = 5 << 20 }));
        Assert.Equal((StatusCode.ResourceExhausted, StatusCode.ResourceExhausted), (theirs.StatusCode, ours.StatusCode));
        Assert.Equal(3 << 20, (await Client.SayAsync(new() { Ask = "size", Count = 3 << 20 })).Data.Length);
    }

    [Fact]
    public async Task Failures_midway_come_after_what_was_sent()
    {
        using var repeat = Client.Repeat(new() { Count = 2, Ask = "fail" });
        Assert.True(await repeat.ResponseStream.MoveNext());
        Assert.True(await repeat.ResponseStream.MoveNext());
        var e = await Assert.ThrowsAsync<RpcException>(() => repeat.ResponseStream.MoveNext());
        Assert.Equal((new Status(StatusCode.Aborted, "Midway."), "2"), (e.Status, e.Trailers.GetValue("sent")));
    }

    [Fact]
    public async Task A_refused_upload_fails_with_the_servers_status()
    {
        using var call = Client.Sum();
        var chunk = ByteString.CopyFrom(new byte[64 * 1024]);
        var e = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            // The refusal may be back before this very write has returned.
            await call.RequestStream.WriteAsync(new() { Ask = "refuse" });
            while (true)
                await call.RequestStream.WriteAsync(new() { Data = chunk });
        });
        Assert.Equal(new(StatusCode.InvalidArgument, "Enough."), e.Status);
        Assert.Equal(e.Status, (await Assert.ThrowsAsync<RpcException>(async () => await call)).Status);
    }

    [Fact]
    public async Task A_cancelled_stream_reaches_the_server()
    {
        using (
            var call = Client.Repeat(
                new()
                {
                    Text = "bye",
                    Count = 1,
                    Ask = "sleep",
                }
            )
        )
            Assert.True(await call.ResponseStream.MoveNext());
        while (await node.Peer.ReadLineAsync() != "cancelled bye") { }
    }

    public sealed class Server : IAsyncLifetime
    {
        NodePeer? peer;
        GrpcChannel? channel;

        internal NodePeer Peer => peer!;
        internal Echo.EchoClient Client => new(channel);

        public async ValueTask InitializeAsync()
        {
            peer = await NodePeer.StartAsync("server.mjs");
            channel = GrpcChannel.ForAddress(await peer.AddressAsync());
        }

        public async ValueTask DisposeAsync()
        {
            channel?.Dispose();
            await Peer.DisposeAsync();
        }
    }
}
