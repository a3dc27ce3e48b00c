using System.Diagnostics;
using Grpc.Net.Client;
using Social.ServiceDefaults.Diagnostics;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Runtime;

/// <summary>Three instances of Post, one of which answers late.</summary>
[Collection<TimingSensitive>]
public sealed class SlowTests(SystemFixture system) : IAsyncLifetime
{
    const int Readers = 8;

    static readonly TimeSpan Span = TimeSpan.FromSeconds(4);

    readonly List<Replica> more = [];

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are ended by signals.");
        more.AddRange(await Task.WhenAll(Replica.StartAsync(system, "post"), Replica.StartAsync(system, "post")));
    }

    [Fact]
    public async Task The_slow_one_gets_less_than_a_quarter_of_the_calls()
    {
        var post = await system.Alice.PostAsync("To be read");
        string[] paths = [$"/api/posts/{post.Id}/likes", $"/api/posts/{post.Id}/comments", "/api/explore"];
        await SystemFixture.EventuallyAsync(async () => (await Board.LookAsync(system)).Of("post").Count == 3, TimeSpan.FromSeconds(20));
        var addresses = (await Board.LookAsync(system)).Of("post").Select(instance => new Uri(instance.Address!)).ToList();
        // Everything is read for the first time by then.
        await ReadAsync(paths, Span / 2);
        var usual = await ReadAsync(paths, Span / 2);
        await DelayAsync(50);
        await ReadAsync(paths, Span / 8);
        var before = await Task.WhenAll(addresses.Select(ServedAsync));
        var times = await ReadAsync(paths, Span);
        var after = await Task.WhenAll(addresses.Select(ServedAsync));
        var served = after.Zip(before, (now, then) => now - then).ToList();
        var slow = served[addresses.IndexOf(more[0].Address)];
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"As ever: {Percentiles(usual)}. One slowed by 50 ms: {Percentiles(times)}; it served {slow} of {served.Sum()}."
        );
        Assert.InRange((double)slow / served.Sum(), 0.001, 0.25);
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(more.Select(replica => replica.DisposeAsync().AsTask()));

    async Task DelayAsync(int milliseconds)
    {
        using var http = new HttpClient { BaseAddress = more[0].Http };
        using var answer = await http.PostAsync($"/faults/delay?milliseconds={milliseconds}", content: null);
        Assert.True(answer.IsSuccessStatusCode);
    }

    async Task<List<TimeSpan>> ReadAsync(string[] paths, TimeSpan span)
    {
        var began = Stopwatch.GetTimestamp();
        var rows = await Task.WhenAll(
            Enumerable
                .Range(0, Readers)
                .Select(async row =>
                {
                    List<TimeSpan> times = [];
                    for (var n = row; Stopwatch.GetElapsedTime(began) < span; n++)
                    {
                        var asked = Stopwatch.GetTimestamp();
                        await system.Bob.DoAsync(HttpMethod.Get, paths[n % paths.Length]);
                        times.Add(Stopwatch.GetElapsedTime(asked));
                    }
                    return times;
                })
        );
        return [.. rows.SelectMany(times => times).Order()];
    }

    static string Percentiles(List<TimeSpan> times) =>
        $"{times.Count} reads, p50 {times[times.Count / 2].TotalMilliseconds:F1} ms, p99 {times[times.Count * 99 / 100].TotalMilliseconds:F1} ms";

    static async Task<long> ServedAsync(Uri address)
    {
        using var channel = GrpcChannel.ForAddress(address);
        return (await new InstanceService.InstanceServiceClient(channel).DescribeAsync(new())).Served;
    }
}
