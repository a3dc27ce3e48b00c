using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Posts;

/// <summary>The rows of images, for what no reader can see.</summary>
static class MediaTable
{
    /// <summary>The images that this person uploaded.</summary>
    public static async Task<List<Guid>> MediaOfAsync(this SystemFixture system, Person owner)
    {
        await using var database = await OpenAsync(system);
        await using var command = database.CreateCommand("select id from media where owner_id = $1");
        command.Parameters.Add(new() { Value = owner.Id });
        await using var reader = await command.ExecuteReaderAsync();
        List<Guid> found = [];
        while (await reader.ReadAsync())
            found.Add(reader.GetGuid(0));
        return found;
    }

    /// <summary>These images were uploaded longer ago than unused ones are kept.</summary>
    public static async Task AgeMediaAsync(this SystemFixture system, params Guid[] media)
    {
        await using var database = await OpenAsync(system);
        await using var command = database.CreateCommand("update media set created_at = now() - interval '25 hours' where id = any ($1)");
        command.Parameters.Add(new() { Value = media });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Whether something is known to hold this image.</summary>
    public static async Task<bool> IsAttachedAsync(this SystemFixture system, Guid media)
    {
        await using var database = await OpenAsync(system);
        await using var command = database.CreateCommand("select count(*) from media where id = $1 and state = 1");
        command.Parameters.Add(new() { Value = media });
        return (long)(await command.ExecuteScalarAsync())! == 1;
    }

    /// <summary>Whether it is to be asked about a day after a moment that is later than this one.</summary>
    public static async Task<bool> IsPendingSinceAsync(this SystemFixture system, Guid media, DateTimeOffset moment)
    {
        await using var database = await OpenAsync(system);
        await using var command = database.CreateCommand("select count(*) from media where id = $1 and state = 0 and created_at > $2");
        command.Parameters.Add(new() { Value = media });
        command.Parameters.Add(new() { Value = moment });
        return (long)(await command.ExecuteScalarAsync())! == 1;
    }

    /// <summary>Whether a row or an object of this image is left.</summary>
    public static async Task<bool> IsStoredAsync(this SystemFixture system, Guid media)
    {
        await using var database = await OpenAsync(system);
        await using var command = database.CreateCommand("select count(*) from media where id = $1");
        command.Parameters.Add(new() { Value = media });
        return (long)(await command.ExecuteScalarAsync())! > 0
            || (await StoredMedia.LoadAsync(system)).Objects.Any(o => o.StartsWith($"{media:N}", StringComparison.Ordinal));
    }

    static async Task<NpgsqlDataSource> OpenAsync(SystemFixture system) =>
        NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("postdb"))!);
}
