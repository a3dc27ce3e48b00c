using System.Net;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Social.Contracts;
using Social.Tests.ServiceDefaults.Processes;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Social.Tests.ServiceDefaults.Errors;

/// <summary>A process that was told to be slow.</summary>
public sealed class LatencyInjectorTests : IDisposable
{
    readonly Keys keys = new();
    readonly Posts posts = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => keys.Dispose();

    [Fact]
    public async Task In_development_it_is_until_it_is_told_otherwise()
    {
        await using var service = await ServeAsync("Development", "00:00:01");
        Assert.InRange(await CallAsync(service), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        Assert.Equal(HttpStatusCode.NoContent, await SetAsync(service, 0));
        // The first call took the time that first calls take.
        Assert.InRange(await CallAsync(service), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.BadRequest, await SetAsync(service, -1));
    }

    [Fact]
    public async Task In_production_nothing_can_make_it_so()
    {
        await using var service = await ServeAsync("Production", "00:00:30");
        Assert.InRange(await CallAsync(service), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.NotEqual(HttpStatusCode.NoContent, await SetAsync(service, 1));
    }

    [Fact]
    public async Task A_delay_that_makes_no_sense_is_named_at_start()
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => ServeAsync("Development", "-00:00:01"));
        Assert.Contains("Delay", Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    Task<Process> ServeAsync(string environment, string delay) =>
        Process.ServeAsync(
            "Post",
            keys,
            posts,
            settings: new Dictionary<string, string?> { ["Environment"] = environment, ["Faults:Delay"] = delay }
        );

    async Task<TimeSpan> CallAsync(Process service)
    {
        using var channel = service.Bare();
        var began = Stopwatch.GetTimestamp();
        Metadata token = new() { { "authorization", $"Bearer {keys.Token(Guid.CreateVersion7(), Guid.CreateVersion7())}" } };
        await new PostService.PostServiceClient(channel).GetPostsAsync(new(), token, cancellationToken: Stop);
        return Stopwatch.GetElapsedTime(began);
    }

    static async Task<HttpStatusCode> SetAsync(Process service, int milliseconds)
    {
        using var http = new HttpClient { BaseAddress = service.Http };
        using var answer = await http.PostAsync($"/faults/delay?milliseconds={milliseconds}", content: null, Stop);
        return answer.StatusCode;
    }
}
