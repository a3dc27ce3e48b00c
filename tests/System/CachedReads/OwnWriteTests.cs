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
        using var cache = await CacheClient.Open(system);
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        var post = await dora.Post($"About @{emil.Username}");
        await cache.Hold($"profile:{dora.Id}", () => emil.Read(post.Id));

        for (var i = 1; i <= 3; i++)
        {
            await dora.Do(HttpMethod.Patch, "/api/profiles/me", new { displayName = $"Dora {i}", bio = $"Bio {i}" });
            foreach (var reader in (Person[])[dora, emil])
            {
                var profile = await reader.Profile(dora.Username);
                Assert.Equal(($"Dora {i}", $"Bio {i}"), (profile.DisplayName, profile.Bio));
                Assert.Equal($"Dora {i}", (await reader.Read(post.Id)).Author.DisplayName);
                Assert.Equal($"Dora {i}", (await reader.Posts(dora.Username)).Items.Single().Author.DisplayName);
            }
        }
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Pictures.Png(60, 60)), "image", "a.png" } };
        using var answer = await dora.Send(HttpMethod.Put, "/api/profiles/me/avatar", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var shown = (await dora.Profile(dora.Username)).AvatarUrl;
        Assert.NotNull(shown);
        Assert.Equal(shown, (await emil.Read(post.Id)).Author.AvatarUrl);
    }

    [Fact]
    public async Task Who_edits_a_post_reads_the_new_text_everywhere()
    {
        using var cache = await CacheClient.Open(system);
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        await emil.Follow(dora.Username);
        var post = await dora.Post("Text 0");
        await cache.Hold($"post:{post.Id}", () => emil.Read(post.Id));
        await SystemFixture.Eventually(async () => (await emil.Feed()).Items.Count == 1);

        for (var i = 1; i <= 3; i++)
        {
            await dora.Do(HttpMethod.Patch, $"/api/posts/{post.Id}", new { text = $"Text {i}" });
            foreach (var reader in (Person[])[dora, emil])
            {
                Assert.Equal($"Text {i}", (await reader.Read(post.Id)).Text);
                Assert.Equal($"Text {i}", (await reader.Posts(dora.Username)).Items.Single().Text);
            }
            Assert.Equal($"Text {i}", (await emil.Feed()).Items.Single().Text);
        }
    }

    [Fact]
    public async Task Who_publishes_and_deletes_finds_their_page_so()
    {
        using var cache = await CacheClient.Open(system);
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        var first = await dora.Post("First");
        await cache.Hold($"posts-of:{dora.Id}", () => emil.Posts(dora.Username));

        var second = await dora.Post("Second");
        foreach (var reader in (Person[])[dora, emil])
            Assert.Equal([second.Id, first.Id], (await reader.Posts(dora.Username)).Items.Select(p => p.Id));

        await dora.Do(HttpMethod.Delete, $"/api/posts/{second.Id}");
        foreach (var reader in (Person[])[dora, emil])
        {
            Assert.Equal([first.Id], (await reader.Posts(dora.Username)).Items.Select(p => p.Id));
            Assert.Equal(HttpStatusCode.NotFound, await Refusal(() => reader.Read(second.Id)));
        }
    }

    [Fact]
    public async Task A_change_is_stamped_before_it_is_answered_and_for_a_minute_only()
    {
        using var redis = await RedisClient.Open(system);
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        var post = await dora.Post("Stamp me");
        string[] rows = [$"posts-of:{dora.Id}", $"post:{post.Id}", $"profile:{dora.Id}", $"profile:{emil.Id}"];

        await Changes(rows[0], () => dora.Post("More"));
        await Changes(rows[1], () => emil.Like(post.Id));
        await Changes(rows[1], () => emil.Unlike(post.Id));
        await Changes(rows[1], () => emil.Do(HttpMethod.Post, $"/api/posts/{post.Id}/comments", new { text = "So it is" }));
        await Changes(rows[1], () => dora.Do(HttpMethod.Patch, $"/api/posts/{post.Id}", new { text = "Stamped" }));
        await Changes(rows[2], () => dora.Do(HttpMethod.Patch, "/api/profiles/me", new { bio = "Stamped" }));
        foreach (var relation in (string[])["follow", "mute", "block"])
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete])
        foreach (var row in (string[])[rows[2], rows[3]])
            await Changes(row, () => emil.Do(method, $"/api/profiles/{dora.Username}/{relation}"));
        await Changes(rows[1], () => dora.Do(HttpMethod.Delete, $"/api/posts/{post.Id}"));
        foreach (var row in rows)
            Assert.InRange(await redis.Left(StampKeys.Of(row)) ?? TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

        async Task Changes(string row, Func<Task> change)
        {
            var before = await redis.Value(StampKeys.Of(row));
            await change();
            Assert.NotEqual(before, await redis.Value(StampKeys.Of(row)));
        }
    }
}
