using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Social.Messaging.Outbox;

/// <summary>An event as the relay reads it.</summary>
sealed record OutboxRow(
    long Sequence,
    Guid Id,
    string Topic,
    Guid Key,
    string Type,
    ByteString Payload,
    string? TraceParent,
    DateTime OccurredAt,
    bool Republished
);

/// <summary>
/// Lease of the database's one relay: a session lock on a connection of its own, over which everything the relay asks of the
/// database goes. So a statement that succeeds proves that the lock is still held.
/// </summary>
sealed class RelayLease : IAsyncDisposable
{
    static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    // A statement that takes so long means that the connection is dead. The server notices a dead client as quickly, even amid a
    // statement, and gives its lock to another.
    const int StatementSeconds = 15;
    const string Begin = """
        SET synchronous_commit = off;
        SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3;
        SET client_connection_check_interval = 1000
        """;

    readonly NpgsqlConnection connection;

    RelayLease(NpgsqlConnection connection) => this.connection = connection;

    /// <summary>Waits for the lock. While another process holds it, this asks every second.</summary>
    public static async Task<RelayLease> AcquireAsync(EventDatabase database, CancellationToken stop)
    {
        var lease = new RelayLease(await ConnectAsync(database, stop));
        try
        {
            // A lost deletion is only a second delivery, so deleting need not wait for the disk.
            await lease.RunAsync(Begin, stop);
            while (!await lease.TryAsync(stop))
                await Task.Delay(Retry, stop);
            return lease;
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    /// <summary>The oldest unsent events. Those of one key are always complete from the front: their writers wait for each other.</summary>
    public async Task<List<OutboxRow>> ReadAsync(int atMost, CancellationToken stop)
    {
        await using var command = Command(
            """
            SELECT sequence, event_id, topic, key, type, payload, trace_parent, occurred_at, republished
            FROM outbox ORDER BY sequence LIMIT $1
            """
        );
        command.Parameters.Add(new() { Value = atMost });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<OutboxRow>();
        while (await reader.ReadAsync(stop))
        {
            rows.Add(
                new(
                    reader.GetInt64(0),
                    reader.GetGuid(1),
                    reader.GetString(2),
                    reader.GetGuid(3),
                    reader.GetString(4),
                    UnsafeByteOperations.UnsafeWrap(reader.GetFieldValue<byte[]>(5)),
                    await reader.IsDBNullAsync(6, stop) ? null : reader.GetString(6),
                    reader.GetDateTime(7),
                    reader.GetBoolean(8)
                )
            );
        }
        return rows;
    }

    /// <summary>Deletes what the broker has confirmed.</summary>
    public async Task DeleteAsync(IEnumerable<OutboxRow> sent, CancellationToken stop)
    {
        await using var command = Command("DELETE FROM outbox WHERE sequence = ANY ($1)");
        command.Parameters.Add(
            new() { Value = sent.Select(r => r.Sequence).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint }
        );
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Throws when the connection, and with it the lease, is lost.</summary>
    public Task EnsureHeldAsync(CancellationToken stop) => RunAsync("SELECT 1", stop);

    // Not pooled: closing it ends the session, and that is what gives the lock back in every case.
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    static async Task<NpgsqlConnection> ConnectAsync(EventDatabase database, CancellationToken stop)
    {
        await using var work = database.Open();
        var pooled = (NpgsqlConnection)work.Db.Database.GetDbConnection();
        var settings = new NpgsqlConnectionStringBuilder(pooled.ConnectionString) { Pooling = false, CommandTimeout = StatementSeconds };
        var connection = pooled.CloneWith(settings.ConnectionString);
        await connection.OpenAsync(stop);
        return connection;
    }

    async Task<bool> TryAsync(CancellationToken stop)
    {
        // The pair of numbers is a space of its own, apart from the locks of aggregates.
        await using var command = Command("SELECT pg_try_advisory_lock(1936679276, 1)");
        return await command.ExecuteScalarAsync(stop) is true;
    }

    async Task RunAsync(string text, CancellationToken stop)
    {
        await using var command = Command(text);
        await command.ExecuteNonQueryAsync(stop);
    }

    NpgsqlCommand Command(string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }
}
