using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Profiles;

namespace Social.Tests.WholeSystem.Feeds;

/// <summary>Blocks and mutes, in the very next page.</summary>
public sealed class ApartTests(SystemFixture system)
{
    [Fact]
    public async Task A_block_hides_each_from_the_other_at_once_and_taking_it_back_does_not_follow_again()
    {
        var (dora, emil, fay) = (await system.Register("dora"), await system.Register("emil"), await system.Register("fay"));
        await dora.Follow(emil.Username);
        await dora.Follow(fay.Username);
        await emil.Follow(dora.Username);
        var (his, hers, own) = (await emil.Post("Emil's"), await fay.Post("Fay's"), await dora.Post("Dora's"));
        await SystemFixture.Eventually(async () => (await dora.Feed()).Ids().SequenceEqual([own.Id, hers.Id, his.Id]));
        await SystemFixture.Eventually(async () => (await emil.Feed()).Ids().SequenceEqual([own.Id, his.Id]));

        await dora.Block(emil.Username);

        Assert.Equal([own.Id, hers.Id], (await dora.Feed()).Ids());
        Assert.Equal([his.Id], (await emil.Feed()).Ids());
        await dora.Unblock(emil.Username);
        Assert.Equal([own.Id, hers.Id], (await dora.Feed()).Ids());

        await dora.Follow(emil.Username);
        await SystemFixture.Eventually(async () => (await dora.Feed()).Ids().SequenceEqual([own.Id, hers.Id, his.Id]));
    }

    [Fact]
    public async Task A_mute_hides_from_the_feed_what_was_and_what_comes_until_it_is_taken_back()
    {
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        await dora.Follow(emil.Username);
        await system.Alice.Follow(emil.Username);
        var before = await emil.Post("Before");
        await SystemFixture.Eventually(async () => (await dora.Feed()).Ids().SequenceEqual([before.Id]));

        await dora.Mute(emil.Username);
        Assert.Empty((await dora.Feed()).Items);
        var during = await emil.Post("During");
        await SystemFixture.Eventually(async () => (await system.Alice.Feed()).Ids().Contains(during.Id));
        Assert.Empty((await dora.Feed()).Items);

        await dora.Unmute(emil.Username);
        await SystemFixture.Eventually(async () => (await dora.Feed()).Ids().SequenceEqual([during.Id, before.Id]));
    }
}
