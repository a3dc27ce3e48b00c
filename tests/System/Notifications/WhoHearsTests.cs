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
        var (dora, emil, fay) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"), await system.RegisterAsync("fay"));
        await emil.FollowAsync(dora.Username);
        await dora.HearsAsync($"follow: {emil.Username} +0");
        await fay.FollowAsync(dora.Username);

        await dora.HearsAsync($"follow: {fay.Username} {emil.Username} +0");
        Assert.Null((await dora.NotificationsAsync()).Items[0].Post);
        await fay.UnfollowAsync(dora.Username);
        await dora.HearsAsync($"follow: {emil.Username} +0");
        await emil.BlockAsync(dora.Username);
        await dora.HearsAsync();
    }

    [Fact]
    public async Task A_comment_that_mentions_the_posts_author_is_one_notification_and_others_hear_of_the_mention()
    {
        var (dora, emil, fay) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"), await system.RegisterAsync("fay"));
        var post = await dora.PostAsync("Talk to me");

        var comment = await emil.CommentAsync(post.Id, $"@{dora.Username} meet @{fay.Username} and me, @{emil.Username}");

        await dora.HearsAsync($"comment: {emil.Username} +0");
        await fay.HearsAsync($"mention: {emil.Username} +0");
        Assert.Equal(
            (post.Id, comment.Id),
            ((await fay.NotificationsAsync()).Items[0].Post!.Id, (await fay.NotificationsAsync()).Items[0].CommentId)
        );
        Assert.Empty((await emil.NotificationsAsync()).Items);
        await emil.DoAsync(HttpMethod.Delete, $"/api/comments/{comment.Id}");
        await fay.HearsAsync();
        await dora.HearsAsync();
    }

    [Fact]
    public async Task A_mention_in_a_post_follows_its_edits()
    {
        var (dora, emil, fay) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"), await system.RegisterAsync("fay"));
        var post = await dora.PostAsync($"Hello @{emil.Username}");
        await emil.HearsAsync($"mention: {dora.Username} +0");
        Assert.Null((await emil.NotificationsAsync()).Items[0].CommentId);
        await emil.MarkReadAsync();

        await dora.DoAsync(HttpMethod.Patch, $"/api/posts/{post.Id}", new { text = $"Hello @{emil.Username} and @{fay.Username}" });
        await fay.HearsAsync($"mention: {dora.Username} +0");
        Assert.Equal(0, await emil.UnreadAsync());

        await dora.DoAsync(HttpMethod.Patch, $"/api/posts/{post.Id}", new { text = $"Hello @{fay.Username}" });
        await emil.HearsAsync();
        await fay.HearsAsync($"mention: {dora.Username} +0");
    }

    [Fact]
    public async Task Nobody_hears_of_what_they_do_themselves()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        var post = await dora.PostAsync($"Me, @{dora.Username}");
        await dora.LikeAsync(post.Id);
        await dora.CommentAsync(post.Id, $"Me again, @{dora.Username}");

        // What is done later about the same post arrives later.
        await emil.LikeAsync(post.Id);

        await dora.HearsAsync($"like: {emil.Username} +0");
    }

    [Fact]
    public async Task A_deleted_post_takes_its_notifications_with_it()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        var (kept, gone) = (await dora.PostAsync("Kept"), await dora.PostAsync("Gone"));
        await emil.LikeAsync(kept.Id);
        await emil.LikeAsync(gone.Id);
        await emil.CommentAsync(gone.Id, "A pity");
        await SystemFixture.EventuallyAsync(async () => await dora.UnreadAsync() == 3);

        await dora.DoAsync(HttpMethod.Delete, $"/api/posts/{gone.Id}");

        await dora.HearsAsync($"like: {emil.Username} +0");
    }

    [Theory]
    [InlineData("mute")]
    [InlineData("block")]
    public async Task Somebody_muted_or_blocked_is_neither_shown_nor_counted_from_that_moment_on(string act)
    {
        var (dora, emil, fay) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"), await system.RegisterAsync("fay"));
        var (one, two) = (await dora.PostAsync("One"), await dora.PostAsync("Two"));
        await emil.LikeAsync(one.Id);
        await fay.LikeAsync(two.Id);
        await emil.LikeAsync(two.Id);
        await dora.HearsAsync($"like: {emil.Username} {fay.Username} +0", $"like: {emil.Username} +0");

        await dora.DoAsync(HttpMethod.Put, $"/api/profiles/{emil.Username}/{act}");

        // At once in the list; in the count as soon as Feed has heard of it.
        Assert.Equal([$"like: {fay.Username} +0"], (await dora.NotificationsAsync()).Items.Select(n => n.Said));
        await SystemFixture.EventuallyAsync(async () => await dora.UnreadAsync() == 1);
        await emil.FollowAsync(system.Alice.Username);
        if (act == "mute")
        {
            await emil.CommentAsync(two.Id, $"Hear me, @{dora.Username}");
            await fay.CommentAsync(two.Id, "Good evening");
            await dora.HearsAsync($"comment: {fay.Username} +0", $"like: {fay.Username} +0");
        }
        await dora.DoAsync(HttpMethod.Delete, $"/api/profiles/{emil.Username}/{act}");
        await SystemFixture.EventuallyAsync(async () =>
            (await dora.NotificationsAsync()).Items.Any(n => n.Said == $"like: {emil.Username} {fay.Username} +0")
        );
        Assert.DoesNotContain((await dora.NotificationsAsync()).Items, n => n.Kind == "comment" && n.Actors.Any(a => a.Id == emil.Id));
    }

    [Theory]
    [InlineData("mute")]
    [InlineData("block")]
    public async Task A_mention_under_the_post_of_somebody_muted_or_blocked_is_neither_shown_nor_counted(string act)
    {
        var (dora, emil, fay) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"), await system.RegisterAsync("fay"));
        var post = await emil.PostAsync("Meet here");
        await fay.CommentAsync(post.Id, $"With @{dora.Username}");
        await dora.HearsAsync($"mention: {fay.Username} +0");
        Assert.Equal(1, await dora.UnreadAsync());

        await dora.DoAsync(HttpMethod.Put, $"/api/profiles/{emil.Username}/{act}");

        await SystemFixture.EventuallyAsync(async () =>
            (await dora.NotificationsAsync()).Items.Count == 0 && await dora.UnreadAsync() == 0
        );
        await dora.DoAsync(HttpMethod.Delete, $"/api/profiles/{emil.Username}/{act}");
        await dora.HearsAsync($"mention: {fay.Username} +0");
        Assert.Equal(1, await dora.UnreadAsync());
    }

    [Fact]
    public async Task Who_listens_is_told_at_once()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        var post = await dora.PostAsync("Ring my bell");
        using var redis = await RedisClient.OpenAsync(system);
        var heard = await redis.ListenAsync($"push:{dora.Id}");

        await emil.LikeAsync(post.Id);

        var push = JsonDocument.Parse(await heard.WaitAsync(TimeSpan.FromSeconds(10))).RootElement;
        var listed = (await dora.NotificationsAsync()).Items[0];
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
