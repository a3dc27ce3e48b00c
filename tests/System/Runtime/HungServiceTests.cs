using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Social.Tests.WholeSystem.Auth;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Runtime;

/// <summary>A service takes calls and answers none.</summary>
[Collection<TimingSensitive>]
public sealed class HungServiceTests(SystemFixture system)
{
    const int Callers = 40;

    static readonly TimeSpan Span = TimeSpan.FromSeconds(6);

    /// <summary>A fifth of a call's deadline: what waited behind the hung service would take all of it.</summary>
    static readonly TimeSpan Prompt = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_hung_feed_leaves_profiles_as_fast_as_before_and_is_answered_503()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are stopped by signals.");
        var feed = new ConcurrentBag<HttpStatusCode>();
        var profile = $"/api/profiles/{system.Alice.Username}";
        Assert.Equal(HttpStatusCode.OK, await system.Bob.AskAsync(HttpMethod.Get, "/api/notifications").StatusAsync());
        List<(HttpStatusCode Status, TimeSpan Took)> reads = [];
        using var process = await system.ProcessOfAsync("feed");
        await SignalAsync("STOP", process);
        try
        {
            var began = Stopwatch.GetTimestamp();
            var callers = Enumerable.Range(0, Callers).Select(_ => CallAsync(began)).ToList();
            while (Stopwatch.GetElapsedTime(began) < Span)
            {
                var asked = Stopwatch.GetTimestamp();
                var status = await system.Bob.AskAsync(HttpMethod.Get, profile).StatusAsync();
                reads.Add((status, Stopwatch.GetElapsedTime(asked)));
                await Task.Delay(20);
            }
            await Task.WhenAll(callers);
        }
        finally
        {
            await SignalAsync("CONT", process);
        }
        await SystemFixture.EventuallyAsync(
            async () => await system.Bob.AskAsync(HttpMethod.Get, "/api/notifications").StatusAsync() == HttpStatusCode.OK,
            TimeSpan.FromSeconds(30)
        );

        Assert.All(reads, read => Assert.Equal(HttpStatusCode.OK, read.Status));
        Assert.InRange(reads.Select(read => read.Took).Order().ElementAt(reads.Count * 99 / 100), TimeSpan.Zero, Prompt);
        Assert.All(feed, status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));
        Assert.InRange(feed.Count, Callers, int.MaxValue);

        async Task CallAsync(long began)
        {
            while (Stopwatch.GetElapsedTime(began) < Span)
            {
                feed.Add(await system.Carol.AskAsync(HttpMethod.Get, "/api/notifications").StatusAsync());
                await Task.Delay(100);
            }
        }
    }

    static async Task SignalAsync(string signal, Process process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
