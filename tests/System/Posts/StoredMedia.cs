using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Posts;

/// <summary>What the post service holds: rows, objects and unfinished uploads, by name.</summary>
sealed class StoredMedia
{
    readonly HashSet<string> rows = [];
    readonly HashSet<string> uploads = [];

    public HashSet<string> Objects { get; } = [];

    public static async Task<StoredMedia> LoadAsync(SystemFixture system)
    {
        var kept = new StoredMedia();
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("postdb"))!);
        await using var command = database.CreateCommand("select id::text from posts union select id::text from media");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            kept.rows.Add(reader.GetString(0));
        var folder = (await system.App.GetConnectionStringAsync("media"))!.Split('=')[1];
        if (Directory.Exists(folder))
            kept.Objects.UnionWith(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)!));
        kept.uploads.UnionWith(Directory.EnumerateDirectories(Path.GetTempPath(), "social-upload-*"));
        return kept;
    }

    /// <summary>Nothing is held now that was not held then.</summary>
    public async Task<bool> NothingMoreAsync(SystemFixture system)
    {
        var now = await LoadAsync(system);
        return now.rows.IsSubsetOf(rows) && now.Objects.IsSubsetOf(Objects) && now.uploads.IsSubsetOf(uploads);
    }
}
