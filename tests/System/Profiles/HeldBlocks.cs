using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Profiles;

/// <summary>A service's copy of the blocks, locked: what it hears of blocks waits until this is disposed of, and reads go on.</summary>
sealed class HeldBlocks(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    /// <param name="system">Whose service it is.</param>
    /// <param name="database">The service's, as the AppHost names it.</param>
    public static async Task<HeldBlocks> LockAsync(SystemFixture system, string database)
    {
        var connection = new NpgsqlConnection(await system.App.GetConnectionStringAsync(database));
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("lock table blocks in share mode", connection, transaction);
        await command.ExecuteNonQueryAsync();
        return new(connection, transaction);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
