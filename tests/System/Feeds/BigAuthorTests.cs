using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Feeds;

/// <summary>Authors with many followers are not fanned out, and feeds hold only the newest posts. Readers see no difference.</summary>
public sealed class BigAuthorTests(SystemFixture system)
{
    [Fact]
    public async Task Posts_of_an_author_with_many_followers_are_merged_in_their_places()
    {
        var (star, emil, dora) = (await system.Register("star"), await system.Register("emil"), await system.Register("dora"));
        for (var i = 0; i < SystemFixture.MergeAbove; i++)
            await (await system.Register($"fan{i}")).Follow(star.Username);
        await dora.Follow(star.Username);
        await dora.Follow(emil.Username);
        using var redis = await RedisClient.Open(system);
        var expected = new List<Guid>();
        // The feed is held before the star writes, with a post in it.
        expected.Insert(0, (await emil.Post("Before")).Id);
        await SystemFixture.Eventually(async () => (await dora.Feed()).Ids().SequenceEqual(expected) && await redis.Held(dora) == 1);

        for (var i = 0; i < 4; i++)
        {
            expected.Insert(0, (await star.Post($"Star {i}")).Id);
            expected.Insert(0, (await emil.Post($"Emil {i}")).Id);
        }

        await SystemFixture.Eventually(async () => (await dora.Feed()).Ids().SequenceEqual(expected));
        Assert.Equal(5, await redis.Held(dora));
        Assert.Equal(expected, await dora.WholeFeed(limit: 2));
        Assert.Equal(expected, await dora.WholeFeed(limit: 3));

        await dora.Unfollow(star.Username);
        Assert.DoesNotContain((await dora.Feed()).Items, p => p.Author.Id == star.Id);
    }

    [Fact]
    public async Task An_author_who_loses_followers_again_loses_no_post_in_anybodys_feed()
    {
        var (star, dora) = (await system.Register("star"), await system.Register("dora"));
        var fans = new List<Person>();
        for (var i = 0; i < SystemFixture.MergeAbove; i++)
            fans.Add(await system.Register($"fan{i}"));
        foreach (var fan in fans.Append(dora))
            await fan.Follow(star.Username);
        await dora.Feed();
        var posts = new List<Guid> { (await star.Post("Many read this")).Id };
        await SystemFixture.Eventually(async () => (await dora.Feed()).Ids().SequenceEqual(posts));

        foreach (var fan in fans)
            await fan.Unfollow(star.Username);
        posts.Insert(0, (await star.Post("Few read this")).Id);

        await SystemFixture.Eventually(async () => (await dora.Feed()).Ids().SequenceEqual(posts));
    }

    [Fact]
    public async Task A_feed_is_trimmed_and_goes_on_where_it_ends()
    {
        var (emil, dora) = (await system.Register("emil"), await system.Register("dora"));
        await dora.Follow(emil.Username);
        await dora.Feed();
        var posts = await emil.PostMany(SystemFixture.KeptInRedis + 10);
        await SystemFixture.Eventually(async () => (await dora.Feed(100)).Ids().SequenceEqual(posts));

        using var redis = await RedisClient.Open(system);
        Assert.Equal(SystemFixture.KeptInRedis, await redis.Held(dora));
        Assert.Equal(posts, await dora.WholeFeed(limit: 7));
    }
}
