using Grpc.Core;

namespace Social.Tests.Polyfills.Grpc;

/// <summary>The four kinds of call, from generated code, over a real connection.</summary>
public sealed class CallTests(EchoFixture echo) : IClassFixture<EchoFixture>
{
    Echo.EchoClient Client => echo.Client;

    [Fact]
    public async Task A_unary_call_answers() => Assert.Equal("hi", (await Client.SayAsync(new() { Text = "hi" })).Text);

    [Fact]
    public async Task A_stream_of_requests_is_summed_up()
    {
        using var call = Client.Sum();
        foreach (var text in "abc")
            await call.RequestStream.WriteAsync(new() { Text = $"{text}" });
        await call.RequestStream.CompleteAsync();
        var sum = await call;
        Assert.Equal(("abc", 3), (sum.Text, sum.Count));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => call.RequestStream.WriteAsync(new()));
    }

    [Fact]
    public async Task A_stream_of_responses_comes_in_order_and_with_its_trailers()
    {
        using var call = Client.Repeat(new() { Text = "x", Count = 1000 });
        var seen = await call.ResponseStream.ReadAllAsync().Select(w => w.Count).ToListAsync();
        Assert.Equal(Enumerable.Range(0, 1000), seen);
        Assert.Equal("1000", call.GetTrailers().GetValue("sent"));
        Assert.False(await call.ResponseStream.MoveNext(default));
    }

    [Fact]
    public async Task A_duplex_call_answers_each_word_before_the_next()
    {
        using var call = Client.Chat();
        foreach (var text in new[] { "one", "two", "three" })
        {
            await call.RequestStream.WriteAsync(new() { Text = text });
            Assert.True(await call.ResponseStream.MoveNext(default));
            Assert.Equal(text.ToUpperInvariant(), call.ResponseStream.Current.Text);
        }
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(default));
    }
}
