using Grpc.Core;

namespace Social.Tests.Polyfills.Grpc;

public sealed class DeadlineTests(EchoFixture echo) : IClassFixture<EchoFixture>
{
    [Fact]
    public Task A_passed_deadline_ends_both_sides() =>
        Expire(
            async (name, deadline) =>
            {
                using var call = echo.Client.SayAsync(new() { Text = name, Ask = "sleep" }, deadline: deadline);
                var e = await Assert.ThrowsAsync<RpcException>(async () => await call);
                Assert.Equal((StatusCode.DeadlineExceeded, e.Status), (e.StatusCode, call.GetStatus()));
            }
        );

    [Fact]
    public Task A_stream_ends_at_its_deadline() =>
        Expire(
            async (name, deadline) =>
            {
                using var call = echo.Client.Repeat(
                    new()
                    {
                        Text = name,
                        Count = 3,
                        Ask = "sleep",
                    },
                    deadline: deadline
                );
                var e = await Assert.ThrowsAsync<RpcException>(async () =>
                {
                    await foreach (var _ in call.ResponseStream.ReadAllAsync()) { }
                });
                Assert.Equal(StatusCode.DeadlineExceeded, e.StatusCode);
            }
        );

    [Fact]
    public async Task A_deadline_in_the_past_is_not_even_sent()
    {
        var e = await Assert.ThrowsAsync<RpcException>(async () =>
            await echo.Client.SayAsync(new() { Text = "never" }, deadline: DateTime.UtcNow.AddSeconds(-1))
        );
        Assert.Equal(StatusCode.DeadlineExceeded, e.StatusCode);
        Assert.DoesNotContain("never", echo.Server.Watched.Calls.Keys);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(3 * 24 * 3600)]
    public async Task The_server_knows_the_time_left(int seconds)
    {
        var answer = await echo.Client.SayAsync(new() { Ask = "deadline" }, deadline: DateTime.UtcNow.AddSeconds(seconds));
        Assert.InRange(answer.Count, seconds * 1000 - 10_000, seconds * 1000 + 1000);
    }

    [Fact]
    public async Task The_server_answers_by_itself_while_the_handler_still_sleeps()
    {
        // A caller without a clock of its own: only the server can end this.
        using var answer = await RawCall.SendAsync(echo, new() { Text = "deep", Ask = "oversleep" }, headers: [("grpc-timeout", "200m")]);
        await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal("4", RawCall.StatusOf(answer));
        echo.Server.Watched.Wake("deep");
        await echo.Server.Watched.Woken("deep");
    }

    [Theory]
    [InlineData("999999999m")]
    [InlineData("12x")]
    [InlineData("")]
    public async Task A_malformed_timeout_is_none(string timeout)
    {
        using var answer = await RawCall.SendAsync(echo, new(), headers: [("grpc-timeout", timeout)]);
        await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal("0", RawCall.StatusOf(answer));
    }

    [Fact]
    public void A_deadline_is_in_utc() =>
        Assert.Throws<InvalidOperationException>(() => echo.Client.SayAsync(new(), deadline: DateTime.Now.AddSeconds(1)));

    /// <summary>With longer and longer deadlines, until one is long enough for this machine to reach the handler before.</summary>
    async Task Expire(Func<string, DateTime, Task> call)
    {
        for (var patience = TimeSpan.FromMilliseconds(200); ; patience *= 3)
        {
            var name = Guid.NewGuid().ToString();
            await call(name, DateTime.UtcNow + patience);
            if (patience > TimeSpan.FromSeconds(10) || echo.Server.Watched.HasSlept(name))
            {
                await echo.Server.Watched.Woken(name);
                return;
            }
        }
    }
}
