using Aspire.Hosting.ApplicationModel;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Feeds;

/// <summary>Redis holds only what can be lost: when it is, feeds equal what the database knows.</summary>
[Collection<Exclusive>]
public sealed class FlushedRedisTests(SystemFixture system)
{
    // A killed process is started again by the AppHost, which takes its time when one dies repeatedly.
    static readonly TimeSpan WaitTimeout = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Feeds_come_back_after_Redis_lost_everything()
    {
        var dora = await system.RegisterAsync("dora");
        var posts = await dora.PostManyAsync(3);
        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync()).Ids().SequenceEqual(posts));

        using (var redis = await RedisClient.OpenAsync(system))
            await redis.FlushAsync();

        Assert.Equal(posts, (await dora.FeedAsync()).Ids());
        var after = await dora.PostAsync("After the flood");
        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync()).Ids().SequenceEqual(posts.Prepend(after.Id)));
    }

    [Fact]
    public async Task Redis_killed_amid_deliveries_and_started_anew_leaves_feeds_as_the_database_has_them()
    {
        var emil = await system.RegisterAsync("emil");
        Person[] readers = [await system.RegisterAsync("dora"), await system.RegisterAsync("fay"), await system.RegisterAsync("gus")];
        foreach (var reader in readers)
            await reader.FollowAsync(emil.Username);
        var first = await emil.PostManyAsync(5);
        foreach (var reader in readers)
            await SystemFixture.EventuallyAsync(async () => (await reader.FeedAsync()).Ids().SequenceEqual(first));

        // Posts that are on their way to the feeds when it dies, and posts of the time without it.
        var writing = Task.WhenAll(Enumerable.Range(0, 20).Select(i => emil.PostAsync($"Amid {i}")));
        await RedisClient.KillAsync(system);
        await emil.PostManyAsync(5);
        await writing;

        var written = (await emil.PostsAsync(emil.Username, 100)).Items;
        IReadOnlyList<Guid> truth = [.. written.OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id).Select(p => p.Id)];
        Assert.Equal(30, truth.Count);
        foreach (var reader in readers)
            await SystemFixture.EventuallyAsync(async () => (await reader.WholeFeedAsync()).SequenceEqual(truth), WaitTimeout);
        await system.App.ResourceNotifications.WaitForResourceHealthyAsync(
            "redis",
            WaitBehavior.WaitOnResourceUnavailable,
            TestContext.Current.CancellationToken
        );
        // Held again, and still the truth.
        using var redis = await RedisClient.OpenAsync(system);
        foreach (var reader in readers)
            await SystemFixture.EventuallyAsync(
                async () =>
                    (await reader.WholeFeedAsync()).SequenceEqual(truth) && await redis.HeldAsync(reader) == SystemFixture.KeptInRedis,
                WaitTimeout
            );
        var after = await emil.PostAsync("After");
        foreach (var reader in readers)
            await SystemFixture.EventuallyAsync(async () => (await reader.WholeFeedAsync()).SequenceEqual(truth.Prepend(after.Id)));
    }
}
