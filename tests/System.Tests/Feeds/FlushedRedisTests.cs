using Social.Tests.Towns;

namespace Social.Tests.WholeSystem.Feeds;

/// <summary>Redis holds only what can be lost: when it is, feeds equal what the database knows.</summary>
[Collection<Alone>]
public sealed class FlushedRedisTests(Town town)
{
    // A killed process is started again by the AppHost, which takes its time when one dies repeatedly.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Feeds_come_back_after_Redis_lost_everything()
    {
        var dora = await town.Register("dora");
        var posts = await dora.PostMany(3);
        await Town.Eventually(async () => (await dora.Feed()).Ids().SequenceEqual(posts));

        using (var redis = await RedisDoor.Open(town))
            await redis.Flush();

        Assert.Equal(posts, (await dora.Feed()).Ids());
        var after = await dora.Post("After the flood");
        await Town.Eventually(async () => (await dora.Feed()).Ids().SequenceEqual(posts.Prepend(after.Id)));
    }

    [Fact]
    public async Task Redis_killed_amid_deliveries_and_started_anew_leaves_feeds_as_the_database_has_them()
    {
        var emil = await town.Register("emil");
        Person[] readers = [await town.Register("dora"), await town.Register("fay"), await town.Register("gus")];
        foreach (var reader in readers)
            await reader.Follow(emil.Username);
        var first = await emil.PostMany(5);
        foreach (var reader in readers)
            await Town.Eventually(async () => (await reader.Feed()).Ids().SequenceEqual(first));

        // Posts that are on their way to the feeds when it dies, and posts of the time without it.
        var writing = Task.WhenAll(Enumerable.Range(0, 20).Select(i => emil.Post($"Amid {i}")));
        await RedisDoor.Kill(town);
        await emil.PostMany(5);
        await writing;

        var written = (await emil.Posts(emil.Username, 100)).Items;
        IReadOnlyList<Guid> truth = [.. written.OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id).Select(p => p.Id)];
        Assert.Equal(30, truth.Count);
        foreach (var reader in readers)
            await Town.Eventually(async () => (await reader.WholeFeed()).SequenceEqual(truth), Patience);
        await town.App.ResourceNotifications.WaitForResourceHealthyAsync("redis", TestContext.Current.CancellationToken);
        // Held again, and still the truth.
        using var redis = await RedisDoor.Open(town);
        foreach (var reader in readers)
            await Town.Eventually(
                async () => (await reader.WholeFeed()).SequenceEqual(truth) && await redis.Held(reader) == Town.KeptInRedis,
                Patience
            );
        var after = await emil.Post("After");
        foreach (var reader in readers)
            await Town.Eventually(async () => (await reader.WholeFeed()).SequenceEqual(truth.Prepend(after.Id)));
    }
}
