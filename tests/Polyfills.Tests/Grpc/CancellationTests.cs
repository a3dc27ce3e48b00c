using Grpc.Core;
using Grpc.Net.Client;

namespace Social.Tests.Polyfills.Grpc;

public sealed class CancellationTests(EchoFixture echo) : IClassFixture<EchoFixture>
{
    [Fact]
    public async Task A_cancelled_call_wakes_its_handler()
    {
        using var stop = new CancellationTokenSource();
        using var call = echo.Client.SayAsync(new() { Text = "cancel", Ask = "sleep" }, cancellationToken: stop.Token);
        await echo.Server.Watched.Asleep("cancel");
        await stop.CancelAsync();
        var e = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(new(StatusCode.Cancelled, "Call canceled by the client."), e.Status);
        await echo.Server.Watched.Woken("cancel");
    }

    [Fact]
    public async Task A_disposed_stream_wakes_its_handler()
    {
        using (
            var call = echo.Client.Repeat(
                new()
                {
                    Text = "dispose",
                    Count = 1,
                    Ask = "sleep",
                }
            )
        )
        {
            Assert.True(await call.ResponseStream.MoveNext(default));
            await echo.Server.Watched.Asleep("dispose");
        }
        await echo.Server.Watched.Woken("dispose");
    }

    [Fact]
    public async Task Waiting_for_a_response_can_be_given_up()
    {
        using var stop = new CancellationTokenSource();
        using var call = echo.Client.Repeat(
            new()
            {
                Text = "give up",
                Count = 1,
                Ask = "sleep",
            }
        );
        Assert.True(await call.ResponseStream.MoveNext(stop.Token));
        var next = call.ResponseStream.MoveNext(stop.Token);
        await stop.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => next)).StatusCode);
        await echo.Server.Watched.Woken("give up");
    }

    [Fact]
    public async Task A_cancelled_upload_neither_hangs_nor_succeeds()
    {
        using var stop = new CancellationTokenSource();
        using var call = echo.Client.Sum(cancellationToken: stop.Token);
        await call.RequestStream.WriteAsync(new() { Text = "a" });
        await stop.CancelAsync();
        var e = await Assert.ThrowsAsync<RpcException>(() => call.RequestStream.WriteAsync(new() { Text = "b" }));
        Assert.Equal(StatusCode.Cancelled, e.StatusCode);
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
    }

    [Fact]
    public async Task A_write_with_its_own_token_cancels_the_call()
    {
        using var call = echo.Client.Sum();
        using var stop = new CancellationTokenSource();
        await call.RequestStream.WriteAsync(new() { Text = "a" }, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<RpcException>(() => call.RequestStream.WriteAsync(new() { Text = "b" }, stop.Token));
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
    }

    [Fact]
    public async Task A_server_that_is_stopped_midway_fails_its_calls()
    {
        await using var server = await EchoServer.StartAsync();
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new Echo.EchoClient(channel);
        using var call = client.Repeat(
            new()
            {
                Text = "kill",
                Count = 1,
                Ask = "sleep",
            }
        );
        Assert.True(await call.ResponseStream.MoveNext(default));
        await server.Watched.Asleep("kill");
        var next = call.ResponseStream.MoveNext(default);
        await server.StopAsync(new CancellationToken(canceled: true));
        var e = await Assert.ThrowsAsync<RpcException>(() => next.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.NotEqual(StatusCode.OK, e.StatusCode);
        e = await Assert.ThrowsAsync<RpcException>(async () => await client.SayAsync(new()));
        Assert.Equal(StatusCode.Unavailable, e.StatusCode);
    }
}
