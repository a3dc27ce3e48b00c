using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Stories;

/// <summary>A page of stories stays within what a message between services holds.</summary>
[Collection<Exclusive>]
public sealed class LargePageTests(SystemFixture system)
{
    const int Authors = 45;
    const int Each = 100;

    [Fact]
    public async Task Everybody_with_as_many_stories_as_allowed_is_shown_in_pages()
    {
        var reader = await system.RegisterAsync("reader");
        var authors = new List<Guid>();
        for (var i = 0; i < Authors; i++)
            authors.Add(Guid.CreateVersion7());
        await InsertAsync(authors);

        try
        {
            // The gateway leaves out authors without a profile; what counts here is that every page can be fetched and the walk ends.
            var pages = 0;
            string? cursor = null;
            do
            {
                var page = await reader.StoriesAsync(100, cursor);
                (cursor, pages) = (page.Next, pages + 1);
            } while (cursor is not null && pages < Authors);

            Assert.Null(cursor);
            Assert.InRange(pages, Authors * Each / 1_000, Authors);
        }
        finally
        {
            await DeleteAsync(authors);
        }
    }

    async Task DeleteAsync(List<Guid> authors)
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("postdb"))!);
        foreach (var table in (string[])["stories where author_id", "media where owner_id"])
        {
            await using var command = database.CreateCommand($"delete from {table} = any ($1)");
            command.Parameters.Add(new() { Value = authors.ToArray() });
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Stories with the longest captions, in characters of four bytes.</summary>
    async Task InsertAsync(List<Guid> authors)
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("postdb"))!);
        await using var command = database.CreateCommand(
            """
            with pictures as (
                insert into media (id, owner_id, kind, state, created_at)
                select uuidv7(), author, 2, 1, now() from unnest($1) as author, generate_series(1, $2)
                returning id, owner_id
            )
            insert into stories (id, author_id, media_id, width, height, caption, created_at, expires_at)
            select uuidv7(), owner_id, id, 10, 10, repeat('𐍈', 200), now(), now() + interval '5 minutes' from pictures
            """
        );
        command.Parameters.Add(new() { Value = authors.ToArray() });
        command.Parameters.Add(new() { Value = Each });
        Assert.Equal(authors.Count * Each, await command.ExecuteNonQueryAsync());
    }
}
