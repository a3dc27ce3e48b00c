using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Social.Messaging;

/// <summary>
/// Statements on a context's own connection and transaction that EF does not log: these run several times a second or once per event.
/// Parameters are $1, $2 and so on.
/// </summary>
static class Sql
{
    public static NpgsqlCommand Command(this DbContext db, string text, params object[] values)
    {
        var command = ((NpgsqlConnection)db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = text;
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }

    /// <summary>Several statements in one round trip. Each sees what was committed before it began.</summary>
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

    public static async Task<int> RunAsync(this DbContext db, string text, CancellationToken stop, params object[] values)
    {
        await using var command = db.Command(text, values);
        return await command.ExecuteNonQueryAsync(stop);
    }
}
