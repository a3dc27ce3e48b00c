using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Social.ServiceDefaults.Diagnostics;

namespace Social.Messaging.Health;

/// <summary>Records what the tables say about events that do not move as metrics, also while the relay itself hangs.</summary>
sealed partial class EventMonitor(EventDatabase database, TimeProvider clock, ILogger<EventMonitor> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    readonly Outage outage = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RecordAsync(stoppingToken);
                outage.End();
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (outage.Begin())
                    NotRecorded(log, e.GetBaseException().Message);
            }
        }
    }

    public async Task RecordAsync(CancellationToken stop)
    {
        var status = await EventStatus.ReadAsync(database, stop);
        EventTelemetry.UnsentAge.Record(status.UnsentAge(clock.GetUtcNow()).TotalSeconds);
        EventTelemetry.DeadLetters.Record(status.DeadLetters);
    }

    [LoggerMessage(LogLevel.Warning, "Metrics of unsent events and dead letters not recorded until the database answers: {Reason}")]
    static partial void NotRecorded(ILogger log, string reason);
}
