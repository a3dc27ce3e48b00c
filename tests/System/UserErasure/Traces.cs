using System.Text;
using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.UserErasure;

/// <summary>Where in the whole system an id stands: rows of any table of any service, and objects.</summary>
static class Traces
{
    static readonly string[] Databases = ["authdb", "profiledb", "postdb", "feeddb", "chatdb", "questionsdb"];

    // What may and must stay of somebody who left: the id, so that late events are recognised, and the events that tell of the leaving.
    const string Allowed = "deleted_users";
    const string Telling = "AND type NOT IN ('social.events.v1.AccountDeleted', 'social.events.v1.UserDeleted')";

    /// <summary>One line for each table, or object, in which one of the ids stands as text, as 16 bytes or within an event.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(SystemFixture system, IEnumerable<Guid> ids)
    {
        var found = await OfTextAsync(system, ids.SelectMany(Spellings));
        var objects = (await StoredMedia.LoadAsync(system)).Objects;
        found.AddRange(
            objects.Where(o => ids.Any(id => o.Contains(id.ToString("N"), StringComparison.Ordinal))).Select(o => $"object {o}")
        );
        return found;
    }

    /// <summary>One line for each table in which one of the texts stands.</summary>
    public static async Task<List<string>> OfTextAsync(SystemFixture system, IEnumerable<string> texts)
    {
        var patterns = texts.Select(s => $"%{s}%").ToArray();
        var found = new List<string>();
        foreach (var name in Databases)
        {
            await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync(name))!);
            foreach (var table in await TablesAsync(database))
            {
                var but = table == "outbox" ? Telling : "";
                await using var count = database.CreateCommand($"""SELECT count(*) FROM "{table}" t WHERE t::text ILIKE ANY ($1) {but}""");
                count.Parameters.Add(new() { Value = patterns });
                if ((long)(await count.ExecuteScalarAsync())! is > 0 and var rows)
                    found.Add($"{rows} rows of {table} in {name}");
            }
        }
        return found;
    }

    static IEnumerable<string> Spellings(Guid id) =>
        [id.ToString(), Convert.ToHexString(Encoding.UTF8.GetBytes(id.ToString())), Convert.ToHexString(id.ToByteArray(bigEndian: true))];

    static async Task<List<string>> TablesAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync())
            tables.Add(reader.GetString(0));
        tables.Remove(Allowed);
        return tables;
    }
}
