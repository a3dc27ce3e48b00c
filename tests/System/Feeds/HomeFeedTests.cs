using System.Net;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Feeds;

public sealed class HomeFeedTests(SystemFixture system)
{
    [Fact]
    public async Task A_followers_feed_shows_a_new_post_within_seconds()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        await emil.FollowAsync(dora.Username);
        var earlier = await dora.PostAsync("Good night");
        await SystemFixture.EventuallyAsync(async () => (await emil.FeedAsync()).Ids().SequenceEqual([earlier.Id]));

        var post = await dora.PostAsync("Good morning");

        // The feed was read, so it is there and the post has to be delivered to it.
        await SystemFixture.EventuallyAsync(async () => (await emil.FeedAsync()).Ids().SequenceEqual([post.Id, earlier.Id]));
    }

    [Fact]
    public async Task Ones_own_posts_are_in_ones_own_feed()
    {
        var dora = await system.RegisterAsync("dora");

        var post = await dora.PostAsync("Hello, me");

        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync()).Items is [{ } only] && only.Id == post.Id);
    }

    [Fact]
    public async Task The_feed_never_shows_someone_not_followed()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        await system.Alice.FollowAsync(emil.Username);
        await dora.FeedAsync();

        var post = await emil.PostAsync("For my followers");

        await SystemFixture.EventuallyAsync(async () => (await system.Alice.FeedAsync()).Items.Any(p => p.Id == post.Id));
        Assert.Empty((await dora.FeedAsync()).Items);
    }

    [Fact]
    public async Task Following_someone_brings_their_earlier_posts_in_their_places()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        var first = await emil.PostAsync("One");
        var second = await dora.PostAsync("Two");
        var third = await emil.PostAsync("Three");
        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync()).Items.Count == 1);

        await dora.FollowAsync(emil.Username);

        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync()).Ids().SequenceEqual([third.Id, second.Id, first.Id]));
    }

    [Fact]
    public async Task Unfollowing_hides_what_was_shown_and_what_comes()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        await dora.FollowAsync(emil.Username);
        await system.Alice.FollowAsync(emil.Username);
        await emil.PostAsync("Seen by both");
        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync()).Items.Count == 1);

        await dora.UnfollowAsync(emil.Username);
        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync()).Items.Count == 0);
        var later = await emil.PostAsync("Seen by Alice");

        await SystemFixture.EventuallyAsync(async () => (await system.Alice.FeedAsync()).Ids().Contains(later.Id));
        Assert.Empty((await dora.FeedAsync()).Items);
    }

    [Fact]
    public async Task A_deleted_post_leaves_the_feed()
    {
        var dora = await system.RegisterAsync("dora");
        var (kept, gone) = (await dora.PostAsync("Kept"), await dora.PostAsync("Gone"));
        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync()).Items.Count == 2);

        await dora.DoAsync(HttpMethod.Delete, $"/api/posts/{gone.Id}");

        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync()).Ids().SequenceEqual([kept.Id]));
    }

    [Fact]
    public async Task Pages_neither_repeat_nor_skip_while_posts_arrive()
    {
        var dora = await system.RegisterAsync("dora");
        var written = new List<Guid>();
        for (var i = 0; i < 12; i++)
            written.Insert(0, (await dora.PostAsync($"Post {i}")).Id);
        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync(100)).Ids().SequenceEqual(written));

        var read = new List<Guid>();
        var page = await dora.FeedAsync(5);
        read.AddRange(page.Ids());
        while (page.Next is { } cursor)
        {
            var post = await dora.PostAsync("Meanwhile");
            await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync(1)).Items[0].Id == post.Id);
            page = await dora.FeedAsync(5, cursor);
            read.AddRange(page.Ids());
        }

        Assert.Equal(written, read);
    }

    [Theory]
    [InlineData("cursor=!!", HttpStatusCode.BadRequest)]
    [InlineData("cursor=AAAA", HttpStatusCode.BadRequest)]
    [InlineData("limit=101", HttpStatusCode.UnprocessableEntity)]
    public async Task A_page_that_cannot_be_is_refused(string query, HttpStatusCode status)
    {
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => system.Alice.GetAsync<Page<PostAnswer>>($"/api/feed?{query}"));

        Assert.Equal(status, refusal.StatusCode);
    }
}
