using Google.Protobuf;
using Grpc.Core;

namespace Social.Tests.Polyfills.Grpc;

/// <summary>A server may answer before the client has sent everything; the client hears the answer, not a broken pipe.</summary>
public sealed class EarlyAnswerTests(EchoFixture echo) : IClassFixture<EchoFixture>
{
    static readonly ByteString Chunk = ByteString.CopyFrom(new byte[64 * 1024]);

    [Fact]
    public async Task A_refused_upload_fails_with_the_servers_status()
    {
        for (var round = 0; round < 20; round++)
        {
            using var call = echo.Client.Sum();
            await call.RequestStream.WriteAsync(new() { Text = "a" });
            var written = await Assert.ThrowsAsync<RpcException>(() => Upload(call.RequestStream, "refuse"));
            var e = await Assert.ThrowsAsync<RpcException>(async () => await call);
            Assert.Equal(new(StatusCode.InvalidArgument, "Enough."), written.Status);
            Assert.Equal(new(StatusCode.InvalidArgument, "Enough."), e.Status);
            Assert.Equal(("1", "1"), (written.Trailers.GetValue("after"), e.Trailers.GetValue("after")));
        }
    }

    [Fact]
    public async Task An_upload_that_is_enough_succeeds_though_no_more_can_be_written()
    {
        using var call = echo.Client.Sum();
        await call.RequestStream.WriteAsync(new() { Text = "a" });
        var written = await Assert.ThrowsAsync<RpcException>(() => Upload(call.RequestStream, "enough"));
        Assert.Equal(StatusCode.OK, written.StatusCode);
        Assert.Equal(("a", 1), ((await call).Text, (await call).Count));
    }

    [Fact]
    public async Task A_refused_conversation_tells_its_reader()
    {
        using var call = echo.Client.Chat();
        await call.RequestStream.WriteAsync(new() { Text = "a" });
        await Assert.ThrowsAsync<RpcException>(() => Upload(call.RequestStream, "fail"));
        Assert.True(await call.ResponseStream.MoveNext(default));
        var e = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        Assert.Equal(new(StatusCode.OutOfRange, "No such word."), e.Status);
    }

    [Fact]
    public async Task The_connection_serves_on_after_a_refusal()
    {
        await A_refused_upload_fails_with_the_servers_status();
        Assert.Equal("still", (await echo.Client.SayAsync(new() { Text = "still" })).Text);
    }

    /// <summary>More than any window holds: it ends only when writing fails.</summary>
    static async Task Upload(IClientStreamWriter<Words> requests, string ask)
    {
        await requests.WriteAsync(new() { Ask = ask });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!patience.IsCancellationRequested)
            await requests.WriteAsync(new() { Data = Chunk });
    }
}
