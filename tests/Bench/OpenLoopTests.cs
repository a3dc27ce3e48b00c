using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Social.Bench;

namespace Social.Tests.Benches;

public sealed class OpenLoopTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Who_comes_while_the_server_stalls_is_counted_with_the_wait()
    {
        var begin = Stopwatch.GetTimestamp();
        // Stands still during its second second: whoever comes then is answered at the end of it.
        await using var server = await ServerAsync(async http =>
        {
            var since = Stopwatch.GetElapsedTime(begin);
            if (since > Second && since < 2 * Second)
                await Task.Delay((2 * Second) - since, http.RequestAborted);
        });
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.Single()) };
        var loop = new OpenLoop(client, rate: 50);

        begin = Stopwatch.GetTimestamp();
        await loop.RunAsync(() => new("any", () => new(HttpMethod.Get, "/")), 3 * Second, CancellationToken.None);

        // A loop that waits for each answer would have had one slow call. Here a third of all fell into the stall, and four in five of
        // those waited for 200 ms and more.
        var tally = loop.Tallies["any"];
        Assert.Equal((150, 150), (tally.Asked, tally.Latency.Count));
        Assert.InRange(tally.Latency.At(0.8).TotalMilliseconds, 200, 60_000);
        Assert.InRange(tally.Latency.Max.TotalMilliseconds, 900, 60_000);
    }

    [Fact]
    public async Task What_fails_is_an_error_and_no_latency()
    {
        var calls = 0;
        await using var server = await ServerAsync(http =>
        {
            if (Interlocked.Increment(ref calls) % 2 == 0)
                http.Response.StatusCode = (int)HttpStatusCode.ServiceUnavailable;
            return Task.CompletedTask;
        });
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.Single()) };
        var loop = new OpenLoop(client, rate: 100);

        await loop.RunAsync(() => new("any", () => new(HttpMethod.Get, "/")), Second, CancellationToken.None);

        var tally = loop.Tallies["any"];
        Assert.Equal((100, 50), (tally.Asked, tally.Latency.Count));
        Assert.Equal(("status 503", 50), (tally.Errors.Single().Key, tally.Errors.Single().Value));
    }

    [Fact]
    public async Task A_run_that_is_stopped_ends_by_itself()
    {
        await using var server = await ServerAsync(http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.Single()) };
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new OpenLoop(client, rate: 50).RunAsync(() => new("any", () => new(HttpMethod.Get, "/")), 100 * Second, stop.Token)
        );
    }

    static async Task<WebApplication> ServerAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(http => answer(http));
        await app.StartAsync();
        return app;
    }
}
