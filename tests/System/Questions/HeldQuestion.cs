using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Questions;

/// <summary>A question whose row is locked, so that whoever changes it waits until this is disposed of.</summary>
sealed class HeldQuestion(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    public static async Task<HeldQuestion> LockAsync(SystemFixture system, Guid question)
    {
        var connection = new NpgsqlConnection(await system.App.GetConnectionStringAsync("questionsdb"));
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("select from questions where id = $1 for update", connection, transaction);
        command.Parameters.Add(new() { Value = question });
        await command.ExecuteNonQueryAsync();
        return new(connection, transaction);
    }

    /// <summary>Whether somebody waits for it.</summary>
    public async Task<bool> IsWaitedForAsync()
    {
        const string Text = "select exists (select from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid)))";
        await using var command = new NpgsqlCommand(Text, connection, transaction);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
