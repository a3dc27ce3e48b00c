using System.Net;
using Social.ServiceDefaults.ChangeStamps;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;
using static Social.Tests.WholeSystem.Profiles.Relations;

namespace Social.Tests.WholeSystem.CachedReads;

/// <summary>Whatever the cache holds: who wrote reads what they wrote, and so does everybody who knows of it from them.</summary>
public sealed class OwnWriteTests(SystemFixture system)
{
    [Fact]
    public async Task Who_changes_their_profile_sees_it_changed_on_every_page()
    {
        using var cache = await CacheClient.OpenAsync(system);
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        var post = await dora.PostAsync($"About @{emil.Username}");
        await cache.HoldAsync($"profile:{dora.Id}", () => emil.ReadAsync(post.Id));

        for (var i = 1; i <= 3; i++)
        {
            await dora.DoAsync(HttpMethod.Patch, "/api/profiles/me", new { displayName = $"Dora {i}", bio = $"Bio {i}" });
            foreach (var reader in (Person[])[dora, emil])
            {
                var profile = await reader.ProfileAsync(dora.Username);
                Assert.Equal(($"Dora {i}", $"Bio {i}"), (profile.DisplayName, profile.Bio));
                Assert.Equal($"Dora {i}", (await reader.ReadAsync(post.Id)).Author.DisplayName);
                Assert.Equal($"Dora {i}", (await reader.PostsAsync(dora.Username)).Items.Single().Author.DisplayName);
            }
        }
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Pictures.Png(60, 60)), "image", "a.png" } };
        using var answer = await dora.SendAsync(HttpMethod.Put, "/api/profiles/me/avatar", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var shown = (await dora.ProfileAsync(dora.Username)).AvatarUrl;
        Assert.NotNull(shown);
        Assert.Equal(shown, (await emil.ReadAsync(post.Id)).Author.AvatarUrl);
    }

    [Fact]
    public async Task Who_edits_a_post_reads_the_new_text_everywhere()
    {
        using var cache = await CacheClient.OpenAsync(system);
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        await emil.FollowAsync(dora.Username);
        var post = await dora.PostAsync("Text 0");
        await cache.HoldAsync($"post:{post.Id}", () => emil.ReadAsync(post.Id));
        await SystemFixture.EventuallyAsync(async () => (await emil.FeedAsync()).Items.Count == 1);

        for (var i = 1; i <= 3; i++)
        {
            await dora.DoAsync(HttpMethod.Patch, $"/api/posts/{post.Id}", new { text = $"Text {i}" });
            foreach (var reader in (Person[])[dora, emil])
            {
                Assert.Equal($"Text {i}", (await reader.ReadAsync(post.Id)).Text);
                Assert.Equal($"Text {i}", (await reader.PostsAsync(dora.Username)).Items.Single().Text);
            }
            Assert.Equal($"Text {i}", (await emil.FeedAsync()).Items.Single().Text);
        }
    }

    [Fact]
    public async Task Who_publishes_and_deletes_finds_their_page_so()
    {
        using var cache = await CacheClient.OpenAsync(system);
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        var first = await dora.PostAsync("First");
        await cache.HoldAsync($"posts-of:{dora.Id}", () => emil.PostsAsync(dora.Username));

        var second = await dora.PostAsync("Second");
        foreach (var reader in (Person[])[dora, emil])
            Assert.Equal([second.Id, first.Id], (await reader.PostsAsync(dora.Username)).Items.Select(p => p.Id));

        await dora.DoAsync(HttpMethod.Delete, $"/api/posts/{second.Id}");
        foreach (var reader in (Person[])[dora, emil])
        {
            Assert.Equal([first.Id], (await reader.PostsAsync(dora.Username)).Items.Select(p => p.Id));
            Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(() => reader.ReadAsync(second.Id)));
        }
    }

    [Fact]
    public async Task A_change_is_stamped_before_it_is_answered_and_for_a_minute_only()
    {
        using var redis = await RedisClient.OpenAsync(system);
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        var post = await dora.PostAsync("Stamp me");
        string[] rows = [$"posts-of:{dora.Id}", $"post:{post.Id}", $"profile:{dora.Id}", $"profile:{emil.Id}"];

        await ChangesAsync(rows[0], () => dora.PostAsync("More"));
        await ChangesAsync(rows[1], () => emil.LikeAsync(post.Id));
        await ChangesAsync(rows[1], () => emil.UnlikeAsync(post.Id));
        await ChangesAsync(rows[1], () => emil.DoAsync(HttpMethod.Post, $"/api/posts/{post.Id}/comments", new { text = "So it is" }));
        await ChangesAsync(rows[1], () => dora.DoAsync(HttpMethod.Patch, $"/api/posts/{post.Id}", new { text = "Stamped" }));
        await ChangesAsync(rows[2], () => dora.DoAsync(HttpMethod.Patch, "/api/profiles/me", new { bio = "Stamped" }));
        foreach (var relation in (string[])["follow", "mute", "block"])
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete])
        foreach (var row in (string[])[rows[2], rows[3]])
            await ChangesAsync(row, () => emil.DoAsync(method, $"/api/profiles/{dora.Username}/{relation}"));
        await ChangesAsync(rows[1], () => dora.DoAsync(HttpMethod.Delete, $"/api/posts/{post.Id}"));
        foreach (var row in rows)
            Assert.InRange(await redis.LeftAsync(StampKeys.Of(row)) ?? TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

        async Task ChangesAsync(string row, Func<Task> change)
        {
            var before = await redis.ValueAsync(StampKeys.Of(row));
            await change();
            Assert.NotEqual(before, await redis.ValueAsync(StampKeys.Of(row)));
        }
    }
}
