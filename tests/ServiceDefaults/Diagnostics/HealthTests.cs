using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Social.ServiceDefaults.Diagnostics;
using Social.Tests.ServiceDefaults.Processes;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Social.Tests.ServiceDefaults.Diagnostics;

/// <summary>grpc.health.v1 and the instance's own words, asked by a channel that adds no token.</summary>
public sealed class HealthTests : IDisposable
{
    const string Service = "social.post.v1.PostService";

    readonly Keys keys = new();
    HealthStatus state = HealthStatus.Healthy;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => keys.Dispose();

    [Theory]
    [InlineData(HealthStatus.Healthy, ServingStatus.Serving, InstanceState.Ready)]
    [InlineData(HealthStatus.Degraded, ServingStatus.Serving, InstanceState.Degraded)]
    [InlineData(HealthStatus.Unhealthy, ServingStatus.NotServing, InstanceState.Unready)]
    public async Task Whoever_asks_by_grpc_hears_what_the_checks_say(HealthStatus checks, ServingStatus expected, InstanceState instance)
    {
        state = checks;
        await using var process = await ServeAsync();
        using var channel = process.Bare();
        var health = new Health.HealthClient(channel);
        foreach (var name in (string[])["", Service])
            Assert.Equal(expected, (await health.CheckAsync(new() { Service = name }, cancellationToken: Stop)).Status);

        var self = await new InstanceService.InstanceServiceClient(channel).DescribeAsync(new(), cancellationToken: Stop);
        Assert.Equal(instance, self.State);
    }

    [Fact]
    public async Task A_stopping_instance_is_not_serving_though_it_still_answers()
    {
        await using var process = await ServeAsync();
        using var channel = process.Bare();
        var health = new Health.HealthClient(channel);
        process.Get<IHostApplicationLifetime>().StopApplication();
        foreach (var name in (string[])["", Service])
            Assert.Equal(ServingStatus.NotServing, (await health.CheckAsync(new() { Service = name }, cancellationToken: Stop)).Status);
        var self = await new InstanceService.InstanceServiceClient(channel).DescribeAsync(new(), cancellationToken: Stop);
        Assert.Equal(InstanceState.Unready, self.State);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_not_found()
    {
        await using var process = await ServeAsync();
        using var channel = process.Bare();
        var health = new Health.HealthClient(channel);
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await health.CheckAsync(new() { Service = "social.nothing.v1.NothingService" }, cancellationToken: Stop)
        );
        Assert.Equal(StatusCode.NotFound, failure.StatusCode);
        using var watch = health.Watch(new() { Service = "social.nothing.v1.NothingService" }, cancellationToken: Stop);
        await HearsAsync(watch, ServingStatus.ServiceUnknown);
    }

    [Fact]
    public async Task Whoever_watches_hears_of_each_change_and_of_the_end()
    {
        await using var process = await ServeAsync();
        using var channel = process.Bare();
        using var watch = new Health.HealthClient(channel).Watch(new() { Service = Service }, cancellationToken: Stop);
        await HearsAsync(watch, ServingStatus.Serving);
        state = HealthStatus.Unhealthy;
        await HearsAsync(watch, ServingStatus.NotServing);
        state = HealthStatus.Healthy;
        await HearsAsync(watch, ServingStatus.Serving);

        process.Get<IHostApplicationLifetime>().StopApplication();
        await HearsAsync(watch, ServingStatus.NotServing);
        Assert.False(await watch.ResponseStream.MoveNext(Stop));
    }

    [Fact]
    public async Task An_instance_says_who_it_is_and_what_it_is_doing()
    {
        var posts = new Posts();
        await using var process = await ServeAsync(posts);
        await using var other = await ServeAsync();
        using var channel = process.Bare();
        using var elsewhere = other.Bare();
        var instance = new InstanceService.InstanceServiceClient(channel);
        var idle = await instance.DescribeAsync(new(), cancellationToken: Stop);
        Assert.Equal(0, idle.Load);
        Assert.NotEmpty(idle.Version);
        Assert.InRange(idle.StartedAt.ToDateTime(), DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow);
        Assert.NotEqual(
            idle.Id,
            (await new InstanceService.InstanceServiceClient(elsewhere).DescribeAsync(new(), cancellationToken: Stop)).Id
        );

        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        posts.Act = _ =>
        {
            arrived.SetResult();
            return release.Task;
        };
        await using var caller = await Process.CallAsync<Contracts.PostService.PostServiceClient>("Feed", "post", keys, process.Rpc);
        var call = caller.Get<Contracts.PostService.PostServiceClient>().DeletePostAsync(new(), cancellationToken: Stop).ResponseAsync;
        await arrived.Task;
        Assert.Equal(1, (await instance.DescribeAsync(new(), cancellationToken: Stop)).Load);
        release.SetResult();
        await call;
    }

    Task<Process> ServeAsync(Posts? posts = null) =>
        Process.ServeAsync(
            "Post",
            keys,
            posts ?? new(),
            builder =>
            {
                builder.Services.AddHealthChecks().AddCheck("part", () => new(state));
                // How often the checks run for those who watch.
                builder.Services.Configure<HealthCheckPublisherOptions>(options =>
                    (options.Delay, options.Period) = (TimeSpan.Zero, TimeSpan.FromSeconds(1))
                );
            }
        );

    /// <summary>A status may come more than once: it is told each time the checks have run.</summary>
    static async Task HearsAsync(AsyncServerStreamingCall<HealthCheckResponse> watch, ServingStatus expected)
    {
        do Assert.True(await watch.ResponseStream.MoveNext(Stop).WaitAsync(TimeSpan.FromSeconds(20), Stop));
        while (watch.ResponseStream.Current.Status != expected);
    }
}
