using System.Net;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Feeds;

public sealed class HomeFeedTests(SystemFixture system)
{
    [Fact]
    public async Task A_followers_feed_shows_a_new_post_within_seconds()
    {
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        await emil.Follow(dora.Username);
        var earlier = await dora.Post("Good night");
        await SystemFixture.Eventually(async () => (await emil.Feed()).Ids().SequenceEqual([earlier.Id]));

        var post = await dora.Post("Good morning");

        // The feed was read, so it is there and the post has to be delivered to it.
        await SystemFixture.Eventually(async () => (await emil.Feed()).Ids().SequenceEqual([post.Id, earlier.Id]));
    }

    [Fact]
    public async Task Ones_own_posts_are_in_ones_own_feed()
    {
        var dora = await system.Register("dora");

        var post = await dora.Post("Hello, me");

        await SystemFixture.Eventually(async () => (await dora.Feed()).Items is [{ } only] && only.Id == post.Id);
    }

    [Fact]
    public async Task The_feed_never_shows_someone_not_followed()
    {
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        await system.Alice.Follow(emil.Username);
        await dora.Feed();

        var post = await emil.Post("For my followers");

        await SystemFixture.Eventually(async () => (await system.Alice.Feed()).Items.Any(p => p.Id == post.Id));
        Assert.Empty((await dora.Feed()).Items);
    }

    [Fact]
    public async Task Following_someone_brings_their_earlier_posts_in_their_places()
    {
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        var first = await emil.Post("One");
        var second = await dora.Post("Two");
        var third = await emil.Post("Three");
        await SystemFixture.Eventually(async () => (await dora.Feed()).Items.Count == 1);

        await dora.Follow(emil.Username);

        await SystemFixture.Eventually(async () => (await dora.Feed()).Ids().SequenceEqual([third.Id, second.Id, first.Id]));
    }

    [Fact]
    public async Task Unfollowing_hides_what_was_shown_and_what_comes()
    {
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        await dora.Follow(emil.Username);
        await system.Alice.Follow(emil.Username);
        await emil.Post("Seen by both");
        await SystemFixture.Eventually(async () => (await dora.Feed()).Items.Count == 1);

        await dora.Unfollow(emil.Username);
        await SystemFixture.Eventually(async () => (await dora.Feed()).Items.Count == 0);
        var later = await emil.Post("Seen by Alice");

        await SystemFixture.Eventually(async () => (await system.Alice.Feed()).Ids().Contains(later.Id));
        Assert.Empty((await dora.Feed()).Items);
    }

    [Fact]
    public async Task A_deleted_post_leaves_the_feed()
    {
        var dora = await system.Register("dora");
        var (kept, gone) = (await dora.Post("Kept"), await dora.Post("Gone"));
        await SystemFixture.Eventually(async () => (await dora.Feed()).Items.Count == 2);

        await dora.Do(HttpMethod.Delete, $"/api/posts/{gone.Id}");

        await SystemFixture.Eventually(async () => (await dora.Feed()).Ids().SequenceEqual([kept.Id]));
    }

    [Fact]
    public async Task Pages_neither_repeat_nor_skip_while_posts_arrive()
    {
        var dora = await system.Register("dora");
        var written = new List<Guid>();
        for (var i = 0; i < 12; i++)
            written.Insert(0, (await dora.Post($"Post {i}")).Id);
        await SystemFixture.Eventually(async () => (await dora.Feed(100)).Ids().SequenceEqual(written));

        var read = new List<Guid>();
        var page = await dora.Feed(5);
        read.AddRange(page.Ids());
        while (page.Next is { } cursor)
        {
            var post = await dora.Post("Meanwhile");
            await SystemFixture.Eventually(async () => (await dora.Feed(1)).Items[0].Id == post.Id);
            page = await dora.Feed(5, cursor);
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
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => system.Alice.Get<Page<PostAnswer>>($"/api/feed?{query}"));

        Assert.Equal(status, refusal.StatusCode);
    }
}
