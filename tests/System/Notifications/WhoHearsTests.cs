using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;
using Social.Tests.WholeSystem.Profiles;

namespace Social.Tests.WholeSystem.Notifications;

/// <summary>Who is told of what, and who is not.</summary>
public sealed class WhoHearsTests(SystemFixture system)
{
    [Fact]
    public async Task A_follow_is_told_and_taken_back()
    {
        var (dora, emil, fay) = (await system.Register("dora"), await system.Register("emil"), await system.Register("fay"));
        await emil.Follow(dora.Username);
        await dora.Hears($"follow: {emil.Username} +0");
        await fay.Follow(dora.Username);

        await dora.Hears($"follow: {fay.Username} {emil.Username} +0");
        Assert.Null((await dora.Notifications()).Items[0].Post);
        await fay.Unfollow(dora.Username);
        await dora.Hears($"follow: {emil.Username} +0");
        await emil.Block(dora.Username);
        await dora.Hears();
    }

    [Fact]
    public async Task A_comment_that_mentions_the_posts_author_is_one_notification_and_others_hear_of_the_mention()
    {
        var (dora, emil, fay) = (await system.Register("dora"), await system.Register("emil"), await system.Register("fay"));
        var post = await dora.Post("Talk to me");

        var comment = await emil.Comment(post.Id, $"@{dora.Username} meet @{fay.Username} and me, @{emil.Username}");

        await dora.Hears($"comment: {emil.Username} +0");
        await fay.Hears($"mention: {emil.Username} +0");
        Assert.Equal(
            (post.Id, comment.Id),
            ((await fay.Notifications()).Items[0].Post!.Id, (await fay.Notifications()).Items[0].CommentId)
        );
        Assert.Empty((await emil.Notifications()).Items);
        await emil.Do(HttpMethod.Delete, $"/api/comments/{comment.Id}");
        await fay.Hears();
        await dora.Hears();
    }

    [Fact]
    public async Task A_mention_in_a_post_follows_its_edits()
    {
        var (dora, emil, fay) = (await system.Register("dora"), await system.Register("emil"), await system.Register("fay"));
        var post = await dora.Post($"Hello @{emil.Username}");
        await emil.Hears($"mention: {dora.Username} +0");
        Assert.Null((await emil.Notifications()).Items[0].CommentId);
        await emil.MarkRead();

        await dora.Do(HttpMethod.Patch, $"/api/posts/{post.Id}", new { text = $"Hello @{emil.Username} and @{fay.Username}" });
        await fay.Hears($"mention: {dora.Username} +0");
        Assert.Equal(0, await emil.Unread());

        await dora.Do(HttpMethod.Patch, $"/api/posts/{post.Id}", new { text = $"Hello @{fay.Username}" });
        await emil.Hears();
        await fay.Hears($"mention: {dora.Username} +0");
    }

    [Fact]
    public async Task Nobody_hears_of_what_they_do_themselves()
    {
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        var post = await dora.Post($"Me, @{dora.Username}");
        await dora.Like(post.Id);
        await dora.Comment(post.Id, $"Me again, @{dora.Username}");

        // What is done later about the same post arrives later.
        await emil.Like(post.Id);

        await dora.Hears($"like: {emil.Username} +0");
    }

    [Fact]
    public async Task A_deleted_post_takes_its_notifications_with_it()
    {
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        var (kept, gone) = (await dora.Post("Kept"), await dora.Post("Gone"));
        await emil.Like(kept.Id);
        await emil.Like(gone.Id);
        await emil.Comment(gone.Id, "A pity");
        await SystemFixture.Eventually(async () => await dora.Unread() == 3);

        await dora.Do(HttpMethod.Delete, $"/api/posts/{gone.Id}");

        await dora.Hears($"like: {emil.Username} +0");
    }

    [Theory]
    [InlineData("mute")]
    [InlineData("block")]
    public async Task Somebody_muted_or_blocked_is_neither_shown_nor_counted_from_that_moment_on(string act)
    {
        var (dora, emil, fay) = (await system.Register("dora"), await system.Register("emil"), await system.Register("fay"));
        var (one, two) = (await dora.Post("One"), await dora.Post("Two"));
        await emil.Like(one.Id);
        await fay.Like(two.Id);
        await emil.Like(two.Id);
        await dora.Hears($"like: {emil.Username} {fay.Username} +0", $"like: {emil.Username} +0");

        await dora.Do(HttpMethod.Put, $"/api/profiles/{emil.Username}/{act}");

        // At once in the list; in the count as soon as Feed has heard of it.
        Assert.Equal([$"like: {fay.Username} +0"], (await dora.Notifications()).Items.Select(n => n.Said));
        await SystemFixture.Eventually(async () => await dora.Unread() == 1);
        await emil.Follow(system.Alice.Username);
        if (act == "mute")
        {
            await emil.Comment(two.Id, $"Hear me, @{dora.Username}");
            await fay.Comment(two.Id, "Good evening");
            await dora.Hears($"comment: {fay.Username} +0", $"like: {fay.Username} +0");
        }
        await dora.Do(HttpMethod.Delete, $"/api/profiles/{emil.Username}/{act}");
        await SystemFixture.Eventually(async () =>
            (await dora.Notifications()).Items.Any(n => n.Said == $"like: {emil.Username} {fay.Username} +0")
        );
        Assert.DoesNotContain((await dora.Notifications()).Items, n => n.Kind == "comment" && n.Actors.Any(a => a.Id == emil.Id));
    }

    [Theory]
    [InlineData("mute")]
    [InlineData("block")]
    public async Task A_mention_under_the_post_of_somebody_muted_or_blocked_is_neither_shown_nor_counted(string act)
    {
        var (dora, emil, fay) = (await system.Register("dora"), await system.Register("emil"), await system.Register("fay"));
        var post = await emil.Post("Meet here");
        await fay.Comment(post.Id, $"With @{dora.Username}");
        await dora.Hears($"mention: {fay.Username} +0");
        Assert.Equal(1, await dora.Unread());

        await dora.Do(HttpMethod.Put, $"/api/profiles/{emil.Username}/{act}");

        await SystemFixture.Eventually(async () => (await dora.Notifications()).Items.Count == 0 && await dora.Unread() == 0);
        await dora.Do(HttpMethod.Delete, $"/api/profiles/{emil.Username}/{act}");
        await dora.Hears($"mention: {fay.Username} +0");
        Assert.Equal(1, await dora.Unread());
    }

    [Fact]
    public async Task Who_listens_is_told_at_once()
    {
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        var post = await dora.Post("Ring my bell");
        using var redis = await RedisClient.Open(system);
        var heard = await redis.Listen($"push:{dora.Id}");

        await emil.Like(post.Id);

        var push = JsonDocument.Parse(await heard.WaitAsync(TimeSpan.FromSeconds(10))).RootElement;
        var listed = (await dora.Notifications()).Items[0];
        Assert.Equal(
            ("notification", "like", 1),
            (push.GetProperty("type").GetString(), push.GetProperty("kind").GetString(), push.GetProperty("unread").GetInt32())
        );
        Assert.Equal((listed.Id, post.Id), (push.GetProperty("id").GetGuid(), push.GetProperty("postId").GetGuid()));
    }

    [Theory]
    [InlineData("cursor=!!", HttpStatusCode.BadRequest)]
    [InlineData("limit=101", HttpStatusCode.UnprocessableEntity)]
    public async Task A_page_that_cannot_be_is_refused(string query, HttpStatusCode status)
    {
        using var answer = await system.Alice.Api.GetAsync($"/api/notifications?{query}");

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_time_that_is_none_is_refused_and_so_is_a_stranger()
    {
        using var answer = await system.Alice.Api.PostAsJsonAsync("/api/notifications/read", new { upTo = "yesterday" });
        using var form = await system.Alice.Api.PostAsync("/api/notifications/read", new StringContent("upTo=now"));
        using var stranger = await system.Api.GetAsync("/api/notifications");

        Assert.Equal(
            (HttpStatusCode.BadRequest, HttpStatusCode.UnsupportedMediaType, HttpStatusCode.Unauthorized),
            (answer.StatusCode, form.StatusCode, stranger.StatusCode)
        );
    }
}
