using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Posts;

/// <summary>The object store fails for one image; the cleanup goes on with the others.</summary>
[Collection<Exclusive>]
public sealed class MediaCleanupTests(SystemFixture system)
{
    [Fact]
    public async Task An_object_that_cannot_be_deleted_does_not_keep_the_others()
    {
        // The first of all by its id, and a folder in the place of its object.
        var stuck = new Guid("00000000-0000-4000-8000-000000000001");
        var folder = await BlockAsync(stuck);
        try
        {
            Assert.Equal(
                1,
                await RunAsync("insert into media (id, owner_id, kind, state, created_at) values ($1, $1, 0, 2, now())", stuck)
            );
            var post = await system.Alice.SendAsync("Soon deleted", [("a.png", Pictures.Png(40, 40))]).PostAsync();
            var image = Guid.Parse(post.Images[0].Url.Split('/')[^1]);

            await system.Alice.DoAsync(HttpMethod.Delete, $"/api/posts/{post.Id}");

            await SystemFixture.EventuallyAsync(async () => await CountAsync(image) == 0);
            Assert.Equal(1, await CountAsync(stuck));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        await SystemFixture.EventuallyAsync(async () => await CountAsync(stuck) == 0);
    }

    async Task<DirectoryInfo> BlockAsync(Guid image)
    {
        var root = (await system.App.GetConnectionStringAsync("media"))!.Split('=')[1];
        var key = $"{image:N}-full.webp";
        return Directory.CreateDirectory(Path.Combine(root, key[..2], key[2..4], key, "occupied")).Parent!;
    }

    async Task<long> CountAsync(Guid media)
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("postdb"))!);
        await using var command = database.CreateCommand("select count(*) from media where id = $1");
        command.Parameters.Add(new() { Value = media });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    async Task<int> RunAsync(string sql, Guid id)
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("postdb"))!);
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteNonQueryAsync();
    }
}
