using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Runtime;

/// <summary>Instances migrate their database before they serve.</summary>
public sealed class MigrationTests(SystemFixture system)
{
    [Fact]
    public async Task Two_instances_that_start_at_once_migrate_an_empty_database_once()
    {
        var empty = new NpgsqlConnectionStringBuilder(await system.App.GetConnectionStringAsync("profiledb"))
        {
            Database = $"migrated_{Guid.NewGuid():N}",
        };
        await using (var server = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("profiledb"))!))
        await using (var create = server.CreateCommand($"create database {empty.Database}"))
            await create.ExecuteNonQueryAsync();

        var said = await Task.WhenAll(MigrateAsync(empty.ConnectionString), MigrateAsync(empty.ConnectionString));

        Assert.All(said, text => Assert.Contains("Migrated to ", text, StringComparison.Ordinal));
        await using var database = NpgsqlDataSource.Create(empty.ConnectionString);
        await using var count = database.CreateCommand("""select count(*) - count(distinct migration_id) from "__EFMigrationsHistory" """);
        Assert.Equal(0L, await count.ExecuteScalarAsync());
    }

    async Task<string> MigrateAsync(string database) =>
        await ServiceProgram.RunAsync(system, "profile", "migrate", ("ConnectionStrings__profiledb", database));
}
