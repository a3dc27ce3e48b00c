using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Profiles;

namespace Social.Tests.WholeSystem.Feeds;

/// <summary>Blocks and mutes, in the very next page.</summary>
public sealed class ApartTests(SystemFixture system)
{
    [Fact]
    public async Task A_block_hides_each_from_the_other_at_once_and_taking_it_back_does_not_follow_again()
    {
        var (dora, emil, fay) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"), await system.RegisterAsync("fay"));
        await dora.FollowAsync(emil.Username);
        await dora.FollowAsync(fay.Username);
        await emil.FollowAsync(dora.Username);
        var (his, hers, own) = (await emil.PostAsync("Emil's"), await fay.PostAsync("Fay's"), await dora.PostAsync("Dora's"));
        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync()).Ids().SequenceEqual([own.Id, hers.Id, his.Id]));
        await SystemFixture.EventuallyAsync(async () => (await emil.FeedAsync()).Ids().SequenceEqual([own.Id, his.Id]));

        await dora.BlockAsync(emil.Username);

        Assert.Equal([own.Id, hers.Id], (await dora.FeedAsync()).Ids());
        Assert.Equal([his.Id], (await emil.FeedAsync()).Ids());
        await dora.UnblockAsync(emil.Username);
        Assert.Equal([own.Id, hers.Id], (await dora.FeedAsync()).Ids());

        await dora.FollowAsync(emil.Username);
        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync()).Ids().SequenceEqual([own.Id, hers.Id, his.Id]));
    }

    [Fact]
    public async Task A_mute_hides_from_the_feed_what_was_and_what_comes_until_it_is_taken_back()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        await dora.FollowAsync(emil.Username);
        await system.Alice.FollowAsync(emil.Username);
        var before = await emil.PostAsync("Before");
        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync()).Ids().SequenceEqual([before.Id]));

        await dora.MuteAsync(emil.Username);
        Assert.Empty((await dora.FeedAsync()).Items);
        var during = await emil.PostAsync("During");
        await SystemFixture.EventuallyAsync(async () => (await system.Alice.FeedAsync()).Ids().Contains(during.Id));
        Assert.Empty((await dora.FeedAsync()).Items);

        await dora.UnmuteAsync(emil.Username);
        await SystemFixture.EventuallyAsync(async () => (await dora.FeedAsync()).Ids().SequenceEqual([during.Id, before.Id]));
    }
}
