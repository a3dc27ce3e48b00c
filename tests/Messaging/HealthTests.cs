using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Social.Messaging;
using Social.Messaging.Health;
using Social.Tests.Testing;

namespace Social.Tests.Messaging;

public sealed class HealthTests(Engines engines)
{
    [Fact]
    public async Task Health_is_degraded_when_an_event_stays_unsent_and_the_metric_shows_its_age()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        using var ages = new Recorded<double>("social.events.unsent_age");
        await environment.WriteFactsAsync(Guid.CreateVersion7());
        Assert.Equal(HealthStatus.Healthy, (await EventsAsync(environment.Writer)).Status);
        await using (var connection = await environment.ConnectAsync())
            await TestEnvironment.RunAsync(connection, "UPDATE outbox SET occurred_at = now() - interval '1 day'");

        var health = await EventsAsync(environment.Writer);
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("oldest unsent event", health.Description, StringComparison.Ordinal);
        await environment.Writer.GetServices<IHostedService>().OfType<EventMonitor>().Single().RecordAsync(default);
        Assert.Contains(ages.Values, age => age.Value >= TimeSpan.FromDays(1).TotalSeconds);
    }

    [Fact]
    public async Task Health_is_degraded_while_a_partition_stands_still_and_the_metric_shows_its_lag()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        using var lags = new Recorded<long>("social.events.lag");
        var settings = environment.Settings(true, true, ("Events:MaxAge", "00:00:02"), ("Events:MaxLag", "5"));
        var app = await environment.StartAsync(settings);
        await using (var blocker = await environment.ConnectAsync())
        {
            await using var transaction = await blocker.BeginTransactionAsync();
            await TestEnvironment.RunAsync(blocker, "LOCK TABLE poison IN ACCESS EXCLUSIVE MODE");
            await environment.WriteFactsAsync(Guid.CreateVersion7(), count: 20);
            await UntilAsync(app, HealthStatus.Degraded, "has 20 events to apply and has applied none");
            Assert.Contains("is 20 events behind", (await EventsAsync(app.Services)).Description, StringComparison.Ordinal);
            Assert.Contains(lags.Values, lag => lag.Value == 20 && lag.Topic == environment.Topic);
        }
        await environment.AllAppliedAsync();
        await UntilAsync(app, HealthStatus.Healthy, "");
    }

    [Fact]
    public async Task Health_is_degraded_above_the_limit_of_dead_letters()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        var app = await environment.StartAsync(environment.Settings(true, true, ("Events:MaxDeadLetters", "1")));
        var key = Guid.CreateVersion7();
        await environment.PoisonAsync(key, number: 1);
        await environment.WriteFactsAsync(key);
        await environment.DeadLettersAsync(1);
        await UntilAsync(app, HealthStatus.Healthy, "");

        await environment.WriteFactsAsync(key);
        await environment.DeadLettersAsync(2);
        await UntilAsync(app, HealthStatus.Degraded, "2 events are dead letters");
    }

    static async Task<HealthReportEntry> EventsAsync(IServiceProvider services) =>
        (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["events"];

    static async Task UntilAsync(WebApplication app, HealthStatus status, string description)
    {
        HealthReportEntry last = default;
        await Wait.UntilAsync(
            async () =>
            {
                last = await EventsAsync(app.Services);
                return last.Status == status && (last.Description ?? "").Contains(description, StringComparison.Ordinal);
            },
            () => $"{status}, '{description}'; it is {last.Status}, '{last.Description}'"
        );
    }

    /// <summary>The values of one instrument, of all tests that run meanwhile.</summary>
    sealed class Recorded<T> : IDisposable
        where T : struct
    {
        readonly MeterListener listener = new();

        public Recorded(string name)
        {
            listener.InstrumentPublished = (instrument, to) =>
            {
                if (instrument.Meter.Name == EventTelemetry.Name && instrument.Name == name)
                    to.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<T>(
                (_, value, tags, _) =>
                {
                    var topic = tags.ToArray().FirstOrDefault(tag => tag.Key == "topic").Value as string;
                    Values.Enqueue((topic, value));
                }
            );
            listener.Start();
        }

        public ConcurrentQueue<(string? Topic, T Value)> Values { get; } = [];

        public void Dispose() => listener.Dispose();
    }
}
