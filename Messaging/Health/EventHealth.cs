using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Npgsql;
using Social.Messaging.Kafka;

namespace Social.Messaging.Health;

/// <summary>
/// Degraded, never worse, while events stand still: the service itself works, and taking it out of service would not help.
/// </summary>
sealed class EventHealth(EventDatabase database, PartitionLags lags, TimeProvider clock, IOptions<EventOptions> options) : IHealthCheck
{
    readonly EventOptions options = options.Value;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var reachable = await Broker.ReachableAsync(options.Kafka, cancellationToken);
        try
        {
            var status = await EventStatus.ReadAsync(database, cancellationToken);
            var data = new Dictionary<string, object>
            {
                ["kafka"] = reachable ? "reachable" : "unreachable",
                ["unsentSeconds"] = Math.Round(status.UnsentAge(clock.GetUtcNow()).TotalSeconds, 1),
                ["deadLetters"] = status.DeadLetters,
                ["lag"] = lags.Most,
            };
            string[] problems = [.. Problems(reachable, status)];
            return problems is []
                ? HealthCheckResult.Healthy(data: data)
                : HealthCheckResult.Degraded(string.Join(' ', problems), data: data);
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Degraded("The database does not answer about the events.", e);
        }
    }

    IEnumerable<string> Problems(bool reachable, EventStatus status)
    {
        if (!reachable)
            yield return "Kafka is unreachable; events wait.";
        if (status.UnsentAge(clock.GetUtcNow()) > options.MaxAge)
            yield return $"The oldest unsent event was saved at {status.OldestUnsent:u}.";
        if (lags.Most > options.MaxLag)
            yield return $"A partition is {lags.Most} events behind.";
        if (lags.Worst is { } lag && lags.Standstill(lag) is var standstill && standstill > options.MaxAge)
        {
            yield return $"{lag.Partition.Topic}/{lag.Partition.Partition.Value} has {lag.Events} events to apply and has applied none "
                + $"for {standstill.TotalSeconds:F0} s.";
        }
        if (status.DeadLetters > options.MaxDeadLetters)
            yield return $"{status.DeadLetters} events are dead letters, the first since {status.OldestDeadLetter:u}.";
    }
}
