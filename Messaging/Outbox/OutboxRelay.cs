using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Social.Messaging.Kafka;
using Social.ServiceDefaults.Diagnostics;

namespace Social.Messaging.Outbox;

/// <summary>
/// Sends the outbox, oldest first, while it holds the lease, and deletes what the broker has confirmed. An event may be sent twice: when
/// the process dies or loses the lease between confirmation and deletion. It never comes out of order at a consumer's inbox. Every relay
/// sends from the oldest unsent event on, in sequence, so whichever of two first sends an event has sent all earlier ones of its key, and
/// a repetition changes nothing. That holds even for a relay that is paused, loses its lock and continues among its successor's sends.
/// </summary>
sealed partial class OutboxRelay(
    EventDatabase database,
    KafkaClients kafka,
    TopicSetup topics,
    OwnTopic topic,
    CommitWatch commits,
    TimeProvider clock,
    IOptions<EventOptions> options,
    ILogger<OutboxRelay> log
) : BackgroundService
{
    static readonly TimeSpan LeaseCheckInterval = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    readonly EventOptions options = options.Value;
    readonly Outage outage = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (topic.Name is not null && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RelayAsync(topic.Name, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (outage.Begin())
                    Failed(log, e);
                await Task.Delay(Retry, clock, stoppingToken);
            }
        }
    }

    async Task RelayAsync(string own, CancellationToken stop)
    {
        await using var lease = await RelayLease.AcquireAsync(database, stop);
        LeaseAcquired(log, own);
        await topics.EnsureAsync([own], stop);
        // Declared after the lease and so disposed before it: nothing is sent once the lock is released.
        using var sender = new EventSender(kafka.Producer(), kafka.BrokerReconnector());
        var pace = new Pace(options.RelayInterval, clock);
        while (true)
        {
            await pace.WaitAsync(stop);
            var batch = await lease.ReadAsync(options.Batch, stop);
            if (batch.Count == 0)
            {
                outage.End();
                await commits.Committed.WaitAsync(options.Poll, stop);
                continue;
            }
            var (confirmed, refusal) = await ConfirmedAsync(lease, sender, sender.SendAsync(batch), stop);
            await lease.DeleteAsync(batch.Take(confirmed), stop);
            EventTelemetry.Sent.Add(confirmed, EventTelemetry.Topic(own));
            if (refusal is not null)
                throw new KafkaException(refusal);
            kafka.OnAnswer();
            // Whatever was committed since it was read has raised the signal, or is found by the poll.
            if (batch.Count < options.Batch)
                await commits.Committed.WaitAsync(options.Poll, stop);
        }
    }

    /// <summary>Waits without a transaction, and no longer than the lock is held.</summary>
    static async Task<(int Confirmed, Error? Refusal)> ConfirmedAsync(
        RelayLease lease,
        EventSender sender,
        Task<(int Confirmed, Error? Refusal)> sending,
        CancellationToken stop
    )
    {
        while (await Task.WhenAny(sending, Task.Delay(LeaseCheckInterval, stop)) != sending)
        {
            await lease.EnsureHeldAsync(stop);
            await sender.ReconnectIfLostAsync(stop);
        }
        return await sending;
    }

    [LoggerMessage(LogLevel.Information, "Relay lease of topic {Topic} acquired")]
    static partial void LeaseAcquired(ILogger log, string topic);

    [LoggerMessage(LogLevel.Warning, "Relay failed; it reacquires its lease every second until everything is sent")]
    static partial void Failed(ILogger log, Exception e);
}
