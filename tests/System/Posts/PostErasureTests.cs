using System.Net;
using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Profiles;
using Social.Tests.WholeSystem.Stories;

namespace Social.Tests.WholeSystem.Posts;

/// <summary>What is left of a person in the post service after they deleted their account.</summary>
[Collection<Exclusive>]
public sealed class PostErasureTests(SystemFixture system)
{
    [Fact]
    public async Task Who_leaves_takes_everything_along_and_the_others_counts_follow()
    {
        var (ann, ben) = (await system.RegisterAsync("ann"), await system.RegisterAsync("ben"));
        var tag = $"leaving{Random.Shared.Next(1_000_000)}";
        var key = Guid.NewGuid().ToString();
        // What is theirs, what others did about it, and what they did elsewhere.
        var photo = await ann.SendAsync($"Mine #{tag}", [("a.png", Pictures.Png(300, 200))], key: key).PostAsync();
        await ann.DoAsync(HttpMethod.Patch, $"/api/posts/{photo.Id}", new { text = $"Still mine #{tag} @{ben.Username}" });
        var deleted = await ann.PostAsync($"Deleted before #{tag}");
        await ann.DoAsync(HttpMethod.Delete, $"/api/posts/{deleted.Id}");
        await ben.LikeAsync(photo.Id);
        await ben.CommentAsync(photo.Id, "Nice");
        await ann.CommentAsync(photo.Id, "Thank you");
        var bens = await ben.PostAsync($"Ask @{ann.Username} or @{system.Alice.Username} #{tag}");
        foreach (var fan in (Person[])[ann, system.Alice])
            await fan.LikeAsync(bens.Id);
        await ann.CommentAsync(bens.Id, "Ask me", key: Guid.NewGuid().ToString());
        await ann.CommentAsync(bens.Id, "Again");
        await ben.CommentAsync(bens.Id, $"Yes, @{ann.Username}");
        var (anns, shown) = (await ann.StoryAsync("Mine"), await ben.StoryAsync("Ben's"));
        await ben.SeeAsync(anns.Id);
        await ann.SeeAsync(shown.Id);
        await ann.MuteAsync(system.Carol.Username);
        await system.Carol.BlockAsync(ann.Username);
        await AvatarAsync(ann);
        List<string> media = [photo.Images[0].Url, anns.Image.Url, (await ann.ProfileAsync(ann.Username)).AvatarUrl!];
        Assert.NotEmpty(await TracesAsync(ann.Id));

        await ann.DoAsync(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });

        await SystemFixture.EventuallyAsync(
            async () => (await TracesAsync(ann.Id)).All(t => t == "deleted_users"),
            TimeSpan.FromSeconds(30)
        );
        var read = await ben.ReadAsync(bens.Id);
        Assert.Equal((1, 1, false), (read.Likes, read.Comments, read.LikedByMe));
        Assert.Equal(system.Alice.Id, Assert.Single((await ben.GetAsync<MentioningPost>($"/api/posts/{bens.Id}")).Mentions).Id);
        Assert.Empty(Assert.Single((await system.Alice.CommentsAsync(bens.Id)).Items).Mentions);
        Assert.Equal(bens.Id, Assert.Single((await system.Alice.GetAsync<Page<PostAnswer>>($"/api/tags/{tag}")).Items).Id);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Api.GetAsync($"/api/posts/{photo.Id}")).StatusCode);
        Assert.Null(await ben.StoriesOfAsync(ann));
        Assert.Equal(
            0,
            await system.CountAsync(
                """
                posts p where likes <> (select count(*) from likes where post_id = p.id)
                or comments <> (select count(*) from comments where post_id = p.id)
                """
            )
        );
        foreach (var url in media)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await system.Api.GetAsync(url)).StatusCode);
            var stored = Guid.Parse(url.Split('/')[^1]).ToString("N");
            await SystemFixture.EventuallyAsync(async () =>
                !(await StoredMedia.LoadAsync(system)).Objects.Any(o => o.StartsWith(stored, StringComparison.Ordinal))
            );
        }
    }

    [Fact]
    public async Task Who_leaves_while_they_write_leaves_nothing_behind()
    {
        var (ann, ben) = (await system.RegisterAsync("ann"), await system.RegisterAsync("ben"));
        var post = await ben.PostAsync("Busy here");
        var own = await ann.PostAsync("Mine");
        using var left = new CancellationTokenSource();
        var picture = Pictures.Png(64, 64);
        Func<int, Task>[] acts =
        [
            async _ => (await ann.SendAsync(HttpMethod.Put, $"/api/posts/{post.Id}/like", null)).Dispose(),
            async _ => (await ann.SendAsync(HttpMethod.Delete, $"/api/posts/{post.Id}/like", null)).Dispose(),
            async i => (await ann.SendCommentAsync(post.Id, $"Comment {i}")).Dispose(),
            async i => (await ann.SendAsync($"Post {i} @{ben.Username}", [("a.png", picture)])).Dispose(),
            async _ => (await ann.SendStoryAsync(picture: picture)).Dispose(),
            async _ => (await SendAvatarAsync(ann, picture)).Dispose(),
            async i => (await ben.SendCommentAsync(own.Id, $"@{ann.Username} {i}")).Dispose(),
            async i => (await ben.SendAsync($"@{ann.Username} {i}")).Dispose(),
            async _ => (await ben.SendAsync(HttpMethod.Put, $"/api/posts/{own.Id}/like", null)).Dispose(),
        ];
        var rush = acts.Select(act =>
                Task.Run(async () =>
                {
                    for (var i = 0; !left.IsCancellationRequested; i++)
                        await act(i);
                })
            )
            .ToList();

        await ann.DoAsync(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });
        await SystemFixture.EventuallyAsync(
            async () => await system.CountAsync("deleted_users where user_id = $1", ann.Id) == 1,
            TimeSpan.FromSeconds(30)
        );
        await left.CancelAsync();
        await Task.WhenAll(rush);

        await SystemFixture.EventuallyAsync(
            async () => (await TracesAsync(ann.Id)).All(t => t == "deleted_users"),
            TimeSpan.FromSeconds(30)
        );
        await SystemFixture.EventuallyAsync(EveryObjectIsKnownAsync);
        using var late = await ann.SendAsync("Too late");
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
        var read = await ben.ReadAsync(post.Id);
        Assert.Equal((0, 0), (read.Likes, read.Comments));
    }

    [Fact]
    public async Task Killed_while_somebody_leaves_Post_shows_no_half_and_finishes_when_it_is_back()
    {
        var (ann, ben) = (await system.RegisterAsync("ann"), await system.RegisterAsync("ben"));
        var (liked, own) = (await ben.PostAsync("Liked"), await ann.PostAsync("Mine"));
        await ann.LikeAsync(liked.Id);
        await ann.CommentAsync(liked.Id, "Well said");
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("postdb"))!);
        await using (var held = await database.OpenConnectionAsync())
        {
            // What is removed after the counts have changed and before the posts go.
            await using var transaction = await held.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand("select 1 from comments where post_id = $1 for update", held, transaction);
            hold.Parameters.Add(new() { Value = liked.Id });
            Assert.NotNull(await hold.ExecuteScalarAsync());

            await ann.DoAsync(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });
            await SystemFixture.EventuallyAsync(
                async () =>
                    await system.CountAsync("pg_stat_activity where wait_event_type = 'Lock' and query ilike 'delete from comments%'") > 0,
                TimeSpan.FromSeconds(30)
            );
            await KillAsync("post");
            Assert.Equal(1, await system.CountAsync("posts where id = $1 and likes = 1 and comments = 1", liked.Id));
            Assert.Equal(1, await system.CountAsync("posts where id = $1", own.Id));
        }

        await SystemFixture.EventuallyAsync(
            async () => (await TracesAsync(ann.Id)).SequenceEqual(["deleted_users"]),
            TimeSpan.FromSeconds(60)
        );
        await SystemFixture.EventuallyAsync(
            async () => (await ben.ReadAsync(liked.Id)) is { Likes: 0, Comments: 0 },
            TimeSpan.FromSeconds(60)
        );
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Api.GetAsync($"/api/posts/{own.Id}")).StatusCode);
    }

    /// <summary>Ends a service's process as a crash does; the AppHost starts it again.</summary>
    async Task KillAsync(string service)
    {
        using var process = await system.ProcessOfAsync(service);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    static async Task AvatarAsync(Person person)
    {
        using var answer = await SendAvatarAsync(person, Pictures.Jpeg(200, 200));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    static Task<HttpResponseMessage> SendAvatarAsync(Person person, byte[] picture) =>
        person.SendAsync(
            HttpMethod.Put,
            "/api/profiles/me/avatar",
            new MultipartFormDataContent { { new ByteArrayContent(picture), "image", "me.jpg" } }
        );

    /// <summary>No object is in the store that no row knows of.</summary>
    async Task<bool> EveryObjectIsKnownAsync()
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("postdb"))!);
        var objects = (await StoredMedia.LoadAsync(system)).Objects;
        var known = (await TextsAsync(database, "select replace(id::text, '-', '') from media")).ToHashSet();
        return objects.All(o => known.Contains(o.Split('-')[0]));
    }

    /// <summary>
    /// The tables of which a row holds the id, except the outbox: events that were waiting to be sent when the person was deleted are
    /// deleted once they are.
    /// </summary>
    async Task<List<string>> TracesAsync(Guid person)
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("postdb"))!);
        var tables = await TextsAsync(database, "select table_name from information_schema.tables where table_schema = 'public'");
        Assert.Contains("seen_stories", tables);
        List<string> traces = [];
        var hex = Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(person.ToString()));
        foreach (var table in tables.Where(t => t != "outbox"))
            traces.AddRange(
                await TextsAsync(database, $"select '{table}' from \"{table}\" t where t::text like '%{person}%' or t::text like '%{hex}%'")
            );
        return traces;
    }

    static async Task<List<string>> TextsAsync(NpgsqlDataSource database, string query)
    {
        await using var command = database.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> texts = [];
        while (await reader.ReadAsync())
            texts.Add(reader.GetString(0));
        return texts;
    }
}
