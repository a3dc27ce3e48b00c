using System.Net;
using Social.Tests.WholeSystem.Fixture;
using static Social.Tests.WholeSystem.Profiles.Relations;

namespace Social.Tests.WholeSystem.Profiles;

public sealed class BlockTests(SystemFixture system)
{
    [Fact]
    public async Task A_block_ends_follows_both_ways_and_the_events_say_so_in_order()
    {
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        await dora.Follow(emil.Username);
        await emil.Follow(dora.Username);

        await dora.Block(emil.Username);

        var (me, him) = (await dora.Profile(dora.Username), await dora.Profile(emil.Username));
        Assert.Equal((0, 0, 0, 0), (me.Followers, me.Following, him.Followers, him.Following));
        Assert.Equal((false, false, true), (him.IsFollowed, him.FollowsMe, him.IsBlocked));
        Assert.Equal(["UserCreated", "UserFollowed", "UserUnfollowed", "UserBlocked"], await system.Events(dora));
        Assert.Equal(["UserCreated", "UserFollowed", "UserUnfollowed"], await system.Events(emil));
    }

    [Fact]
    public async Task Whom_somebody_blocked_finds_nothing_of_them()
    {
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        await dora.Follow(system.Alice.Username);
        await system.Alice.Follow(dora.Username);

        await dora.Block(emil.Username);

        foreach (var rest in (string[])["", "/followers", "/following", "/posts"])
            Assert.Equal(HttpStatusCode.NotFound, await Refusal(() => emil.Get<object>($"/api/profiles/{dora.Username}{rest}")));
        foreach (var act in (string[])["follow", "block", "mute"])
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete])
            Assert.Equal(HttpStatusCode.NotFound, await Refusal(() => emil.Do(method, $"/api/profiles/{dora.Username}/{act}")));
        Assert.DoesNotContain(dora.Username, await emil.Followers(system.Alice.Username));
        Assert.DoesNotContain(dora.Username, await emil.Following(system.Alice.Username));
        Assert.DoesNotContain(dora.Username, await emil.Names($"/api/profiles?q={dora.Username}"));
        Assert.DoesNotContain(dora.Username, await emil.Names("/api/profiles", 100));
        Assert.Contains(dora.Username, await system.Bob.Followers(system.Alice.Username));
        Assert.Contains(dora.Username, await system.Bob.Names($"/api/profiles?q={dora.Username}"));
    }

    [Fact]
    public async Task Whom_I_block_is_there_to_be_unblocked_and_nowhere_else()
    {
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        await emil.Follow(system.Alice.Username);
        await emil.Post("Nothing for Dora");

        await dora.Block(emil.Username);

        Assert.True((await dora.Profile(emil.Username)).IsBlocked);
        Assert.Empty(await dora.Following(emil.Username));
        Assert.Empty((await dora.Posts(emil.Username)).Items);
        Assert.DoesNotContain(emil.Username, await dora.Followers(system.Alice.Username));
        Assert.DoesNotContain(emil.Username, await dora.Names($"/api/profiles?q={emil.Username}"));
        Assert.DoesNotContain(emil.Username, await dora.Names("/api/profiles", 100));
        Assert.Equal(HttpStatusCode.Conflict, await Refusal(() => dora.Follow(emil.Username)));
        await dora.Unfollow(emil.Username);
    }

    [Fact]
    public async Task Whom_I_block_or_mute_is_listed_to_me_the_latest_first()
    {
        var dora = await system.Register("dora");
        var others = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => system.Register($"other{i}")));
        foreach (var other in others)
        {
            await dora.Block(other.Username);
            await dora.Mute(other.Username);
        }

        string[] latestFirst = [.. others.AsEnumerable().Reverse().Select(other => other.Username)];
        Assert.Equal(latestFirst, await dora.Names("/api/profiles/me/blocked", limit: 2));
        Assert.Equal(latestFirst, await dora.Names("/api/profiles/me/muted", limit: 2));
        Assert.Empty(await others[0].Names("/api/profiles/me/blocked"));

        await dora.Unblock(others[1].Username);
        await dora.Unmute(others[0].Username);
        Assert.Equal([others[2].Username, others[0].Username], await dora.Names("/api/profiles/me/blocked"));
        Assert.Equal([others[2].Username, others[1].Username], await dora.Names("/api/profiles/me/muted"));
    }

    [Fact]
    public async Task After_unblocking_both_may_follow_again_and_nothing_comes_back_by_itself()
    {
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        await emil.Follow(dora.Username);
        await dora.Block(emil.Username);
        await dora.Block(emil.Username);

        await dora.Unblock(emil.Username);
        await dora.Unblock(emil.Username);

        var seen = await emil.Profile(dora.Username);
        Assert.Equal((0, false), (seen.Followers, seen.IsFollowed));
        Assert.Equal(["UserCreated", "UserBlocked", "UserUnblocked"], await system.Events(dora));
        await emil.Follow(dora.Username);
        await dora.Follow(emil.Username);
        Assert.True((await dora.Profile(emil.Username)).FollowsMe);
    }

    [Fact]
    public async Task Of_two_who_block_each_other_at_once_one_holds_and_no_follow_is_left()
    {
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        await dora.Follow(emil.Username);
        await emil.Follow(dora.Username);

        var ends = await Task.WhenAll(Try(() => dora.Block(emil.Username)), Try(() => emil.Block(dora.Username)));

        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.NotFound], ends.Order());
        Assert.Empty(await system.Ask<Guid>("select id from follows where follower_id = any ($1)", new[] { dora.Id, emil.Id }));
    }

    [Fact]
    public async Task A_mute_leaves_follows_and_is_the_muters_alone()
    {
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        await dora.Follow(emil.Username);

        await dora.Mute(emil.Username);
        await dora.Mute(emil.Username);

        var him = await dora.Profile(emil.Username);
        Assert.Equal((1, true, true, false), (him.Followers, him.IsFollowed, him.IsMuted, him.IsBlocked));
        Assert.False((await emil.Profile(dora.Username)).IsMuted);
        await dora.Unmute(emil.Username);
        await dora.Unmute(emil.Username);
        Assert.False((await dora.Profile(emil.Username)).IsMuted);
        Assert.Equal(["UserCreated", "UserFollowed", "UserMuted", "UserUnmuted"], await system.Events(dora));
    }

    [Theory]
    [InlineData("block")]
    [InlineData("mute")]
    [InlineData("follow")]
    public async Task Nobody_does_it_to_themselves_or_to_nobody(string act)
    {
        var (me, nobody) = (system.Alice.Username, "not.there.at.all");
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete])
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await Refusal(() => system.Alice.Do(method, $"/api/profiles/{me}/{act}")));
            Assert.Equal(HttpStatusCode.NotFound, await Refusal(() => system.Alice.Do(method, $"/api/profiles/{nobody}/{act}")));
            Assert.Equal(HttpStatusCode.NotFound, await Refusal(() => system.Alice.Do(method, $"/api/profiles/!'/{act}")));
            using var request = new HttpRequestMessage(method, $"/api/profiles/{system.Bob.Username}/{act}");
            using var answer = await system.Api.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    static async Task<HttpStatusCode> Try(Func<Task> call)
    {
        try
        {
            await call();
            return HttpStatusCode.NoContent;
        }
        catch (HttpRequestException e)
        {
            return e.StatusCode!.Value;
        }
    }
}
