using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Social.ServiceDefaults.Database;

/// <summary>
/// Lets one instance at a time migrate a database. EF Core's own lock is on the history table and ends with each transaction of the
/// migrations, so two instances that find an empty database both begin with the first one.
/// </summary>
sealed class MigrationLock : IAsyncDisposable
{
    // Any number that nothing else of the database takes: "migrate" in ASCII.
    const long Key = 0x6D_6967_7261_7465;

    readonly DatabaseFacade database;

    MigrationLock(DatabaseFacade database) => this.database = database;

    /// <summary>Creates the database if need be and waits for its turn. The context's connection stays open until this is disposed.</summary>
    /// <exception cref="NpgsqlException">The server does not answer.</exception>
    public static async Task<MigrationLock> TakeAsync(DatabaseFacade database, CancellationToken stop)
    {
        var creator = database.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync(stop))
            try
            {
                await creator.CreateAsync(stop);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
            {
                // Another instance was quicker.
            }
        // A lock of the session: it ends with the connection, also where this process is killed.
        await database.OpenConnectionAsync(stop);
        await ExecuteAsync(database, "SELECT pg_advisory_lock($1)", stop);
        return new(database);
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync(database, "SELECT pg_advisory_unlock($1)", CancellationToken.None);
        await database.CloseConnectionAsync();
    }

    static async Task ExecuteAsync(DatabaseFacade database, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)database.GetDbConnection()) { CommandTimeout = 0 };
        command.Parameters.AddWithValue(Key);
        await command.ExecuteNonQueryAsync(stop);
    }
}
