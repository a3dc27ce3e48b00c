using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Feeds;

/// <summary>Authors with many followers are not fanned out, and feeds hold only the newest posts. Readers see no difference.</summary>
public sealed class BigAuthorTests(SystemFixture system)
{
    [Fact]
    public async Task Posts_of_an_author_with_many_followers_are_merged_in_their_places()
    {
        var (star, emil, dora) = (
            await system.RegisterAsync("star"),
            await system.RegisterAsync("emil"),
            await system.RegisterAsync("dora")
        );
        for (var i = 0; i < SystemFixture.MergeAbove; i++)
            await (await system.RegisterAsync($"fan{i}")).FollowAsync(star.Username);
        await dora.FollowAsync(star.Username);
        await dora.FollowAsync(emil.Username);
        using var redis = await RedisClient.OpenAsync(system);
        var expected = new List<Guid>();
        // The star has many followers for Feed, too, and the feed is held, with a post in it, before the star writes.
        await SystemFixture.EventuallyAsync(async () =>
            await FeedRequests.FollowersInFeedAsync(system, star) == SystemFixture.MergeAbove + 1
        );
        expected.Insert(0, (await emil.PostAsync("Before")).Id);
        await SystemFixture.EventuallyAsync(async () =>
            (await dora.FeedAsync()).Ids().SequenceEqual(expected) && await redis.HeldAsync(dora) == 1
        );

        for (var i = 0; i < 4; i++)
        {
            expected.Insert(0, (await star.PostAsync($"Star {i}")).Id);
            expected.Insert(0, (await emil.PostAsync($"Emil {i}")).Id);
        }

        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync()).Ids().SequenceEqual(expected));
        Assert.Equal(5, await redis.HeldAsync(dora));
        Assert.Equal(expected, await dora.WholeFeedAsync(limit: 2));
        Assert.Equal(expected, await dora.WholeFeedAsync(limit: 3));

        await dora.UnfollowAsync(star.Username);
        Assert.DoesNotContain((await dora.FeedAsync()).Items, p => p.Author.Id == star.Id);
    }

    [Fact]
    public async Task An_author_who_loses_followers_again_loses_no_post_in_anybodys_feed()
    {
        var (star, dora) = (await system.RegisterAsync("star"), await system.RegisterAsync("dora"));
        var fans = new List<Person>();
        for (var i = 0; i < SystemFixture.MergeAbove; i++)
            fans.Add(await system.RegisterAsync($"fan{i}"));
        foreach (var fan in fans.Append(dora))
            await fan.FollowAsync(star.Username);
        await dora.FeedAsync();
        var posts = new List<Guid> { (await star.PostAsync("Many read this")).Id };
        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync()).Ids().SequenceEqual(posts));

        foreach (var fan in fans)
            await fan.UnfollowAsync(star.Username);
        posts.Insert(0, (await star.PostAsync("Few read this")).Id);

        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync()).Ids().SequenceEqual(posts));
    }

    [Fact]
    public async Task A_feed_is_trimmed_and_goes_on_where_it_ends()
    {
        var (emil, dora) = (await system.RegisterAsync("emil"), await system.RegisterAsync("dora"));
        await dora.FollowAsync(emil.Username);
        await dora.FeedAsync();
        var posts = await emil.PostManyAsync(SystemFixture.KeptInRedis + 10);
        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync(100)).Ids().SequenceEqual(posts));

        using var redis = await RedisClient.OpenAsync(system);
        Assert.Equal(SystemFixture.KeptInRedis, await redis.HeldAsync(dora));
        Assert.Equal(posts, await dora.WholeFeedAsync(limit: 7));
    }
}
