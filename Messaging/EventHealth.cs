using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Npgsql;
using Social.Messaging.Kafka;

namespace Social.Messaging;

/// <summary>
/// Degraded, never worse, while the broker is unreachable or there are dead letters: the service can do its work all the same, and taking it out
/// of service would help nobody.
/// </summary>
sealed class EventHealth(EventDatabase database, TimeProvider clock, IOptions<EventOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var reachable = await Broker.ReachableAsync(options.Value.Kafka, cancellationToken);
        try
        {
            var (deadLetters, oldest, unsent) = await LookAsync(cancellationToken);
            var data = new Dictionary<string, object>
            {
                ["kafka"] = reachable ? "reachable" : "away",
                ["deadLetters"] = deadLetters,
                ["lagSeconds"] = unsent is { } since ? Math.Round((clock.GetUtcNow() - since).TotalSeconds, 1) : 0,
            };
            if (oldest is { } at)
            {
                data["oldestDeadLetter"] = at;
            }
            return (reachable, deadLetters) switch
            {
                (true, 0) => HealthCheckResult.Healthy(data: data),
                (false, _) => HealthCheckResult.Degraded("Kafka is unreachable; events wait.", data: data),
                _ => HealthCheckResult.Degraded($"{deadLetters} events are dead letters, the first since {oldest:u}.", data: data),
            };
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Degraded("The database does not say how the events stand.", e);
        }
    }

    async Task<(long DeadLetters, DateTimeOffset? Oldest, DateTimeOffset? Unsent)> LookAsync(CancellationToken stop)
    {
        await using var work = database.Open();
        await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.OpenConnectionAsync(work.Db.Database, stop);
        await using var command = work.Db.Command(
            """
            SELECT count(*), min(dead_lettered_at),
                (SELECT occurred_at FROM outbox ORDER BY sequence LIMIT 1) FROM dead_letters
            """
        );
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return (reader.GetInt64(0), Time(reader, 1), Time(reader, 2));
    }

    static DateTimeOffset? Time(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetFieldValue<DateTimeOffset>(at);
}
