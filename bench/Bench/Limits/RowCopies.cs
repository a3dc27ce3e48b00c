using Npgsql;

namespace Social.Bench.Limits;

/// <summary>
/// Tables like those of a service, in a schema of the bench's own beside them: same columns and indexes, so that rows cost what they cost the
/// service, and nobody sees them.
/// </summary>
sealed class RowCopies(NpgsqlDataSource database)
{
    const string Columns = """
        select column_name from information_schema.columns
        where table_schema = 'public' and table_name = @table and is_generated = 'NEVER' and is_identity = 'NO' order by ordinal_position
        """;

    /// <summary>An empty table like this one, and beside it a table with one of its rows.</summary>
    /// <param name="sampled">Whether rows are copied from it.</param>
    /// <exception cref="BenchException">There is no row.</exception>
    public async Task CreateAsync(string table, bool sampled, CancellationToken stop)
    {
        await ExecuteAsync("create schema if not exists bench", stop);
        await ExecuteAsync($"drop table if exists bench.{table}, bench.{table}_sample", stop);
        await ExecuteAsync($"create table bench.{table} (like public.{table} including all)", stop);
        if (!sampled)
            return;
        await using var sample = database.CreateCommand($"create table bench.{table}_sample as select * from public.{table} limit 1");
        if (await sample.ExecuteNonQueryAsync(stop) == 0)
            throw new BenchException($"The table {table} has no row to copy: the system is not seeded.");
    }

    /// <summary>A statement that inserts that row with other values in some columns.</summary>
    public async Task<string> InsertAsync(string table, CancellationToken stop, params (string Column, string Value)[] changed)
    {
        await using var command = database.CreateCommand(Columns);
        command.Parameters.AddWithValue("table", table);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var columns = new List<string>();
        while (await reader.ReadAsync(stop))
            columns.Add(reader.GetString(0));
        var values = columns.Select(column =>
            Array.Find(changed, c => c.Column == column) is { Value: { } value } ? value : $"\"{column}\""
        );
        var names = columns.Select(column => $"\"{column}\"");
        return $"insert into bench.{table} ({string.Join(", ", names)}) select {string.Join(", ", values)} from bench.{table}_sample";
    }

    /// <summary>Removes what was created.</summary>
    public async Task DropAsync(string table, CancellationToken stop) =>
        await ExecuteAsync($"drop table if exists bench.{table}, bench.{table}_sample", stop);

    async Task ExecuteAsync(string sql, CancellationToken stop)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(stop);
    }
}
