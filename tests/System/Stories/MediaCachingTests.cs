using System.Net;
using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.Stories;

/// <summary>How long browsers may keep images, and that no other cache does.</summary>
public sealed class MediaCachingTests(SystemFixture system)
{
    [Fact]
    public async Task An_image_is_kept_by_the_browser_alone_and_asked_for_again_soon()
    {
        var post = await system.Alice.SendAsync("Cached", [("a.png", Pictures.Png(50, 50))]).PostAsync();

        using var get = await system.Api.GetAsync(post.Images[0].Url);
        Assert.True(get.Headers.CacheControl is { Private: true, MustRevalidate: true, MaxAge.TotalMinutes: 5 });
        using var head = await system.Api.SendAsync(new(HttpMethod.Head, post.Images[0].Url));
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);

        await system.Alice.DoAsync(HttpMethod.Delete, $"/api/posts/{post.Id}");
        using var again = new HttpRequestMessage(HttpMethod.Get, post.Images[0].Url) { Headers = { IfNoneMatch = { get.Headers.ETag! } } };
        using var gone = await system.Api.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_storys_image_expires_in_caches_and_at_its_address_with_the_story()
    {
        var ann = await system.RegisterAsync("ann");
        var story = await ann.StoryAsync("Soon over");
        await EndInAsync(story.Id, "60 seconds");

        using (var answer = await system.Api.GetAsync(story.Image.Url))
            Assert.InRange(answer.Headers.CacheControl!.MaxAge!.Value.TotalSeconds, 1, 60);
        await EndInAsync(story.Id, "-1 seconds");
        using (var answer = await system.Api.GetAsync(story.Image.Url))
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    async Task EndInAsync(Guid story, string interval)
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("postdb"))!);
        await using var command = database.CreateCommand("update stories set expires_at = now() + $2::text::interval where id = $1");
        command.Parameters.Add(new() { Value = story });
        command.Parameters.Add(new() { Value = interval });
        // The cleanup may have removed it already, which is as good.
        Assert.InRange(await command.ExecuteNonQueryAsync(), 0, 1);
    }
}
