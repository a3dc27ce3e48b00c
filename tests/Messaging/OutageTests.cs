using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Social.Tests.Messaging;

[Collection<StoppedBroker>]
public sealed class OutageTests(Engines engines)
{
    // Longer than sessions, deferred commits and other times of the client's run.
    static readonly TimeSpan Outage = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_broker_stopped_under_writes_loses_nothing_doubles_nothing_and_keeps_the_order()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var app = await environment.StartAsync(publishes: true, hears: true);
        var keys = Enumerable.Range(0, 12).Select(_ => Guid.CreateVersion7()).ToArray();
        using var enough = new CancellationTokenSource();
        var writers = keys.Chunk(3).Select(some => WriteAsync(environment, some, enough.Token)).ToArray();
        await Wait.UntilAsync(
            async () => await environment.CountAsync("SELECT count(*) FROM applied") > 50,
            () => "the first facts to arrive"
        );

        await engines.StopKafkaAsync();
        var before = await environment.CountAsync("SELECT count(*) FROM facts");
        await Task.Delay(Outage);
        Assert.True(
            await environment.CountAsync("SELECT count(*) FROM facts") > before,
            "Nothing could be written while the broker was away."
        );
        Assert.True(await environment.CountAsync("SELECT count(*) FROM outbox") > 0);
        Assert.Equal(HealthStatus.Degraded, await HealthAsync(app));
        await engines.StartKafkaAsync();

        var back = await environment.CountAsync("SELECT count(*) FROM facts");
        await Wait.UntilAsync(async () => await environment.CountAsync("SELECT count(*) FROM facts") > back + 50, () => "more facts");
        await enough.CancelAsync();
        await Task.WhenAll(writers);
        await environment.AllAppliedAsync();
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(app));
        Assert.Equal(0, await environment.CountAsync("SELECT count(*) FROM dead_letters"));
    }

    [Fact]
    public async Task A_service_starts_and_stops_promptly_while_the_broker_is_away_and_delivers_later()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var before = await environment.StartAsync(publishes: true, hears: true);
        var key = Guid.CreateVersion7();
        await environment.StateAsync(key);
        await environment.AllAppliedAsync();
        await engines.StopKafkaAsync();
        try
        {
            await environment.StateAsync(key, count: 3);
            await Wait.UntilAsync(async () => await HealthAsync(before) == HealthStatus.Degraded, () => "the outage to show");
            var watch = Stopwatch.StartNew();
            await before.StopAsync();
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(28));
            await environment.StartAsync(publishes: true, hears: true);
            await environment.StateAsync(key, count: 3);
        }
        finally
        {
            await engines.StartKafkaAsync();
        }
        await environment.AllAppliedAsync();
    }

    static async Task WriteAsync(TestEnvironment environment, Guid[] keys, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            await environment.StateAsync(keys[i % keys.Length]);
            await Task.Delay(50, CancellationToken.None);
        }
    }

    static async Task<HealthStatus> HealthAsync(WebApplication app) =>
        (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;
}
