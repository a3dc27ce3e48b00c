using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Feeds;

/// <summary>What must not be waited for, and what must hold while others write.</summary>
public sealed class AtOnceTests(SystemFixture system)
{
    [Fact]
    public async Task Unfollowing_holds_in_the_very_next_page_and_the_page_is_full_all_the_same()
    {
        var (emil, fay, dora) = (await system.RegisterAsync("emil"), await system.RegisterAsync("fay"), await system.RegisterAsync("dora"));
        await dora.FollowAsync(emil.Username);
        await dora.FollowAsync(fay.Username);
        var kept = new List<Guid>();
        for (var i = 0; i < 8; i++)
        {
            await emil.PostAsync($"Emil {i}");
            kept.Insert(0, (await fay.PostAsync($"Fay {i}")).Id);
        }
        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync()).Items.Count == 16);

        await dora.UnfollowAsync(emil.Username);

        Assert.Equal(kept.Take(5), (await dora.FeedAsync(5)).Ids());
        Assert.Equal(kept, await dora.WholeFeedAsync(limit: 3));
    }

    [Fact]
    public async Task Whoever_pages_while_another_writes_sees_everything_once()
    {
        var (emil, dora) = (await system.RegisterAsync("emil"), await system.RegisterAsync("dora"));
        await dora.FollowAsync(emil.Username);
        var posts = await emil.PostManyAsync(25);
        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync(100)).Ids().SequenceEqual(posts));
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
                await emil.PostAsync("Meanwhile");
        });

        // Newest first, with what was written before the first page in front of the 25.
        var read = await dora.WholeFeedAsync(limit: 3);
        await enough.CancelAsync();
        await writing;

        Assert.Equal(read.Count, read.Distinct().Count());
        Assert.Equal(posts, read.Skip(read.Count - posts.Count));
    }
}
