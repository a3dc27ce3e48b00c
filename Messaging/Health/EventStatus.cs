using Microsoft.EntityFrameworkCore;
using Npgsql;
using Social.ServiceDefaults.Database;

namespace Social.Messaging.Health;

/// <summary>What the tables say about events that do not move.</summary>
/// <param name="OldestUnsent">When the oldest event that the broker has not confirmed was saved.</param>
/// <param name="OldestDeadLetter">When the first dead letter was added.</param>
sealed record EventStatus(DateTimeOffset? OldestUnsent, long DeadLetters, DateTimeOffset? OldestDeadLetter)
{
    const string Text = """
        SELECT count(*), min(dead_lettered_at), (SELECT occurred_at FROM outbox ORDER BY sequence LIMIT 1) FROM dead_letters
        """;

    public TimeSpan UnsentAge(DateTimeOffset now) => OldestUnsent is { } since && now > since ? now - since : TimeSpan.Zero;

    public static async Task<EventStatus> ReadAsync(EventDatabase database, CancellationToken stop)
    {
        await using var work = database.Open();
        await work.Db.Database.OpenConnectionAsync(stop);
        await using var command = work.Db.Command(Text);
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return new(Time(reader, 2), reader.GetInt64(0), Time(reader, 1));
    }

    static DateTimeOffset? Time(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetFieldValue<DateTimeOffset>(at);
}
