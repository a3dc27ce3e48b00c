using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Social.Tests.Testing;

namespace Social.Tests.Messaging;

[Collection<ExclusiveBroker>]
public sealed class OutageTests(Engines engines)
{
    static readonly int Kills = Repeats.OrUsual(3);

    [Fact]
    public async Task Broker_killed_again_and_again_under_writes_loses_nothing_and_keeps_the_order()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var app = await environment.StartAsync(publishes: true, consumes: true);
        var keys = Enumerable.Range(0, 12).Select(_ => Guid.CreateVersion7()).ToArray();
        using var enough = new CancellationTokenSource();
        var writers = keys.Chunk(3).Select(some => WriteAsync(environment, some, enough.Token)).ToArray();
        for (var kill = 1; kill <= Kills; kill++)
        {
            var applied = await environment.CountAsync("SELECT count(*) FROM applied");
            await Wait.UntilAsync(
                async () => await environment.CountAsync("SELECT count(*) FROM applied") > applied + 50,
                () => "more facts to arrive"
            );
            await engines.KillKafkaAsync();
            var written = await environment.CountAsync("SELECT count(*) FROM facts");
            await Wait.UntilAsync(
                async () => await environment.CountAsync("SELECT count(*) FROM facts") > written + 20,
                () => "facts to be written without the broker"
            );
            Assert.InRange(await environment.CountAsync("SELECT count(*) FROM outbox"), 1, int.MaxValue);
            Assert.Equal(HealthStatus.Degraded, await HealthAsync(app));
            // The start itself waits for the session of the killed broker, and so for longer than those of the consumers.
            await engines.BeginKafkaAsync();
        }
        await enough.CancelAsync();
        await Task.WhenAll(writers);
        await environment.AllAppliedAsync();
        await Wait.UntilAsync(async () => await HealthAsync(app) == HealthStatus.Healthy, () => "the ledger to be healthy");
        Assert.Equal(0, await environment.CountAsync("SELECT count(*) FROM dead_letters"));
    }

    [Fact]
    public async Task Service_stops_and_starts_without_the_broker_and_delivers_later()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var before = await environment.StartAsync(publishes: true, consumes: true);
        var key = Guid.CreateVersion7();
        await environment.WriteFactsAsync(key);
        await environment.AllAppliedAsync();
        await engines.StopKafkaAsync();
        try
        {
            await environment.WriteFactsAsync(key, count: 3);
            await Wait.UntilAsync(async () => await HealthAsync(before) == HealthStatus.Degraded, () => "the outage to show");
            // Within what the host allows for a stop.
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(28));
            await before.StopAsync(limit.Token);
            Assert.False(limit.IsCancellationRequested);
            await environment.StartAsync(publishes: true, consumes: true);
            await environment.WriteFactsAsync(key, count: 3);
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
            await environment.WriteFactsAsync(keys[i % keys.Length]);
            await Task.Delay(50, CancellationToken.None);
        }
    }

    static async Task<HealthStatus> HealthAsync(WebApplication app) =>
        (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;
}
