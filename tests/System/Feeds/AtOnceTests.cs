using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Feeds;

/// <summary>What must not be waited for, and what must hold while others write.</summary>
public sealed class AtOnceTests(SystemFixture system)
{
    [Fact]
    public async Task Unfollowing_holds_in_the_very_next_page_and_the_page_is_full_all_the_same()
    {
        var (emil, fay, dora) = (await system.Register("emil"), await system.Register("fay"), await system.Register("dora"));
        await dora.Follow(emil.Username);
        await dora.Follow(fay.Username);
        var kept = new List<Guid>();
        for (var i = 0; i < 8; i++)
        {
            await emil.Post($"Emil {i}");
            kept.Insert(0, (await fay.Post($"Fay {i}")).Id);
        }
        await SystemFixture.Eventually(async () => (await dora.Feed()).Items.Count == 16);

        await dora.Unfollow(emil.Username);

        Assert.Equal(kept.Take(5), (await dora.Feed(5)).Ids());
        Assert.Equal(kept, await dora.WholeFeed(limit: 3));
    }

    [Fact]
    public async Task Whoever_pages_while_another_writes_sees_everything_once()
    {
        var (emil, dora) = (await system.Register("emil"), await system.Register("dora"));
        await dora.Follow(emil.Username);
        var posts = await emil.PostMany(25);
        await SystemFixture.Eventually(async () => (await dora.Feed(100)).Ids().SequenceEqual(posts));
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
                await emil.Post("Meanwhile");
        });

        // Newest first, with what was written before the first page in front of the 25.
        var read = await dora.WholeFeed(limit: 3);
        await enough.CancelAsync();
        await writing;

        Assert.Equal(read.Count, read.Distinct().Count());
        Assert.Equal(posts, read.Skip(read.Count - posts.Count));
    }
}
