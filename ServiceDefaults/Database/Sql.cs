using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Social.ServiceDefaults.Database;

/// <summary>
/// Plain statements on a context's own connection and in its transaction, which EF neither logs nor translates: for what runs several
/// times a second, or once per event, where EF would cost more than the database does. Parameters are $1, $2 and so on.
/// </summary>
public static class Sql
{
    /// <summary>For a connection that is open.</summary>
    public static NpgsqlCommand Command(this DbContext db, string text, params object[] values)
    {
        var command = ((NpgsqlConnection)db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = text;
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }

    /// <summary>Several statements in one round trip, for a connection that is open. Each sees what was committed before it began.</summary>
    public static NpgsqlBatch Batch(this DbContext db, params (string Text, object[] Values)[] statements)
    {
        var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
        foreach (var (text, values) in statements)
        {
            var command = new NpgsqlBatchCommand(text);
            foreach (var value in values)
                command.Parameters.Add(new() { Value = value });
            batch.BatchCommands.Add(command);
        }
        return batch;
    }

    /// <summary>For a connection that is open: how many rows were changed.</summary>
    public static async Task<int> RunAsync(this DbContext db, string text, CancellationToken stop, params object[] values)
    {
        await using var command = db.Command(text, values);
        return await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The rows of a query, each as <paramref name="read"/> makes it.</summary>
    public static async Task<List<T>> QueryAsync<T>(
        this DbContext db,
        string text,
        Func<NpgsqlDataReader, T> read,
        CancellationToken stop,
        params object[] values
    )
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            await using var command = db.Command(text, values);
            await using var reader = await command.ExecuteReaderAsync(stop);
            var rows = new List<T>();
            while (await reader.ReadAsync(stop))
                rows.Add(read(reader));
            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
