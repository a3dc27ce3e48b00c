using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Social.Tests.Polyfills.Grpc;

public sealed class LimitTests(EchoFixture echo) : IClassFixture<EchoFixture>
{
    const int Limit = 4 << 20;
    static readonly ByteString TooLarge = ByteString.CopyFrom(new byte[Limit]);

    [Fact]
    public async Task Messages_just_below_the_limit_pass_in_both_directions()
    {
        var data = ByteString.CopyFrom(new byte[Limit - 100]);
        Assert.Equal(data.Length, (await echo.Client.SayAsync(new() { Data = data })).Count);
        Assert.Equal(data.Length, (await echo.Client.SayAsync(new() { Ask = "size", Count = data.Length })).Data.Length);
    }

    [Fact]
    public async Task A_request_too_large_is_refused_by_the_server()
    {
        var e = await Assert.ThrowsAsync<RpcException>(async () => await echo.Client.SayAsync(new() { Data = TooLarge }));
        Assert.Equal(new(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size."), e.Status);
        Assert.Equal("on", (await echo.Client.SayAsync(new() { Text = "on" })).Text);
    }

    [Fact]
    public async Task A_streamed_request_too_large_is_refused_by_the_server()
    {
        using var call = echo.Client.Sum();
        await call.RequestStream.WriteAsync(new() { Text = "a" });
        await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (true)
                await call.RequestStream.WriteAsync(new() { Data = TooLarge });
        });
        Assert.Equal(StatusCode.ResourceExhausted, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
    }

    [Fact]
    public async Task A_response_too_large_is_refused_by_the_client()
    {
        var e = await Assert.ThrowsAsync<RpcException>(async () => await echo.Client.SayAsync(new() { Ask = "size", Count = Limit }));
        Assert.Equal(new(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size."), e.Status);
    }

    [Fact]
    public async Task Nobody_sends_more_than_told()
    {
        await using var server = await EchoServer.StartAsync(o => o.MaxSendMessageSize = 1000);
        using var channel = GrpcChannel.ForAddress(server.Address, new() { MaxSendMessageSize = 100 });
        var client = new Echo.EchoClient(channel);
        var ours = await Assert.ThrowsAsync<RpcException>(async () => await client.SayAsync(new() { Text = new('x', 101) }));
        var theirs = await Assert.ThrowsAsync<RpcException>(async () => await client.SayAsync(new() { Ask = "size", Count = 1001 }));
        Assert.Equal(new(StatusCode.ResourceExhausted, "Sending message exceeds the maximum configured message size."), ours.Status);
        Assert.Equal(ours.Status, theirs.Status);
        using var stream = client.Chat();
        var written = await Assert.ThrowsAsync<RpcException>(() => stream.RequestStream.WriteAsync(new() { Text = new('x', 101) }));
        Assert.Equal(ours.Status, written.Status);
    }

    [Fact]
    public async Task Limits_can_be_lifted()
    {
        await using var server = await EchoServer.StartAsync(o => o.MaxReceiveMessageSize = null);
        using var channel = GrpcChannel.ForAddress(server.Address, new() { MaxReceiveMessageSize = null });
        var client = new Echo.EchoClient(channel);
        Assert.Equal(2 * Limit, (await client.SayAsync(new() { Data = ByteString.CopyFrom(new byte[2 * Limit]) })).Count);
        Assert.Equal(2 * Limit, (await client.SayAsync(new() { Ask = "size", Count = 2 * Limit })).Data.Length);
    }

    [Fact]
    public async Task A_compressed_request_is_refused_with_what_would_be_accepted()
    {
        using var answer = await RawCall.SendAsync(echo, new() { Text = "x" }, flag: 1, headers: [("grpc-encoding", "gzip")]);
        await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(("12", "identity"), (RawCall.StatusOf(answer), answer.Headers.GetValues("grpc-accept-encoding").Single()));
    }

    [Fact]
    public async Task What_is_not_gRPC_is_refused()
    {
        using var text = await RawCall.SendAsync(echo, new(), type: "application/json");
        using var flag = await RawCall.SendAsync(echo, new() { Text = "x" }, flag: 7);
        await flag.Content.ReadAsByteArrayAsync();
        Assert.Equal(415, (int)text.StatusCode);
        Assert.Equal("13", RawCall.StatusOf(flag));
    }
}
