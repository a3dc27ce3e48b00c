using System.Net;
using Social.Tests.WholeSystem.Fixture;
using static Social.Tests.WholeSystem.Profiles.Relations;

namespace Social.Tests.WholeSystem.Profiles;

public sealed class BlockTests(SystemFixture system)
{
    [Fact]
    public async Task A_block_ends_follows_both_ways_and_the_events_say_so_in_order()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        await dora.FollowAsync(emil.Username);
        await emil.FollowAsync(dora.Username);

        await dora.BlockAsync(emil.Username);

        var (me, him) = (await dora.ProfileAsync(dora.Username), await dora.ProfileAsync(emil.Username));
        Assert.Equal((0, 0, 0, 0), (me.Followers, me.Following, him.Followers, him.Following));
        Assert.Equal((false, false, true), (him.IsFollowed, him.FollowsMe, him.IsBlocked));
        Assert.Equal(["UserCreated", "UserFollowed", "UserUnfollowed", "UserBlocked"], await system.EventsAsync(dora));
        Assert.Equal(["UserCreated", "UserFollowed", "UserUnfollowed"], await system.EventsAsync(emil));
    }

    [Fact]
    public async Task Whom_somebody_blocked_finds_nothing_of_them()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        await dora.FollowAsync(system.Alice.Username);
        await system.Alice.FollowAsync(dora.Username);

        await dora.BlockAsync(emil.Username);

        foreach (var rest in (string[])["", "/followers", "/following", "/posts"])
            Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(() => emil.GetAsync<object>($"/api/profiles/{dora.Username}{rest}")));
        foreach (var act in (string[])["follow", "block", "mute"])
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete])
            Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(() => emil.DoAsync(method, $"/api/profiles/{dora.Username}/{act}")));
        Assert.DoesNotContain(dora.Username, await emil.FollowersAsync(system.Alice.Username));
        Assert.DoesNotContain(dora.Username, await emil.FollowingAsync(system.Alice.Username));
        Assert.DoesNotContain(dora.Username, await emil.NamesAsync($"/api/profiles?q={dora.Username}"));
        Assert.DoesNotContain(dora.Username, await emil.NamesAsync("/api/profiles", 100));
        Assert.Contains(dora.Username, await system.Bob.FollowersAsync(system.Alice.Username));
        Assert.Contains(dora.Username, await system.Bob.NamesAsync($"/api/profiles?q={dora.Username}"));
    }

    [Fact]
    public async Task Whom_I_block_is_there_to_be_unblocked_and_nowhere_else()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        await emil.FollowAsync(system.Alice.Username);
        await emil.PostAsync("Nothing for Dora");

        await dora.BlockAsync(emil.Username);

        Assert.True((await dora.ProfileAsync(emil.Username)).IsBlocked);
        Assert.Empty(await dora.FollowingAsync(emil.Username));
        Assert.Empty((await dora.PostsAsync(emil.Username)).Items);
        Assert.DoesNotContain(emil.Username, await dora.FollowersAsync(system.Alice.Username));
        Assert.DoesNotContain(emil.Username, await dora.NamesAsync($"/api/profiles?q={emil.Username}"));
        Assert.DoesNotContain(emil.Username, await dora.NamesAsync("/api/profiles", 100));
        Assert.Equal(HttpStatusCode.Conflict, await RefusalAsync(() => dora.FollowAsync(emil.Username)));
        await dora.UnfollowAsync(emil.Username);
    }

    [Fact]
    public async Task Whom_I_block_or_mute_is_listed_to_me_the_latest_first()
    {
        var dora = await system.RegisterAsync("dora");
        var others = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => system.RegisterAsync($"other{i}")));
        foreach (var other in others)
        {
            await dora.BlockAsync(other.Username);
            await dora.MuteAsync(other.Username);
        }

        string[] latestFirst = [.. others.AsEnumerable().Reverse().Select(other => other.Username)];
        Assert.Equal(latestFirst, await dora.NamesAsync("/api/profiles/me/blocked", limit: 2));
        Assert.Equal(latestFirst, await dora.NamesAsync("/api/profiles/me/muted", limit: 2));
        Assert.Empty(await others[0].NamesAsync("/api/profiles/me/blocked"));

        await dora.UnblockAsync(others[1].Username);
        await dora.UnmuteAsync(others[0].Username);
        Assert.Equal([others[2].Username, others[0].Username], await dora.NamesAsync("/api/profiles/me/blocked"));
        Assert.Equal([others[2].Username, others[1].Username], await dora.NamesAsync("/api/profiles/me/muted"));
    }

    [Fact]
    public async Task After_unblocking_both_may_follow_again_and_nothing_comes_back_by_itself()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        await emil.FollowAsync(dora.Username);
        await dora.BlockAsync(emil.Username);
        await dora.BlockAsync(emil.Username);

        await dora.UnblockAsync(emil.Username);
        await dora.UnblockAsync(emil.Username);

        var seen = await emil.ProfileAsync(dora.Username);
        Assert.Equal((0, false), (seen.Followers, seen.IsFollowed));
        Assert.Equal(["UserCreated", "UserBlocked", "UserUnblocked"], await system.EventsAsync(dora));
        await emil.FollowAsync(dora.Username);
        await dora.FollowAsync(emil.Username);
        Assert.True((await dora.ProfileAsync(emil.Username)).FollowsMe);
    }

    [Fact]
    public async Task Of_two_who_block_each_other_at_once_one_holds_and_no_follow_is_left()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        await dora.FollowAsync(emil.Username);
        await emil.FollowAsync(dora.Username);

        var ends = await Task.WhenAll(TryAsync(() => dora.BlockAsync(emil.Username)), TryAsync(() => emil.BlockAsync(dora.Username)));

        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.NotFound], ends.Order());
        Assert.Empty(await system.AskAsync<Guid>("select id from follows where follower_id = any ($1)", new[] { dora.Id, emil.Id }));
    }

    [Fact]
    public async Task A_mute_leaves_follows_and_is_the_muters_alone()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        await dora.FollowAsync(emil.Username);

        await dora.MuteAsync(emil.Username);
        await dora.MuteAsync(emil.Username);

        var him = await dora.ProfileAsync(emil.Username);
        Assert.Equal((1, true, true, false), (him.Followers, him.IsFollowed, him.IsMuted, him.IsBlocked));
        Assert.False((await emil.ProfileAsync(dora.Username)).IsMuted);
        await dora.UnmuteAsync(emil.Username);
        await dora.UnmuteAsync(emil.Username);
        Assert.False((await dora.ProfileAsync(emil.Username)).IsMuted);
        Assert.Equal(["UserCreated", "UserFollowed", "UserMuted", "UserUnmuted"], await system.EventsAsync(dora));
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
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity,
                await RefusalAsync(() => system.Alice.DoAsync(method, $"/api/profiles/{me}/{act}"))
            );
            Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(() => system.Alice.DoAsync(method, $"/api/profiles/{nobody}/{act}")));
            Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(() => system.Alice.DoAsync(method, $"/api/profiles/!'/{act}")));
            using var request = new HttpRequestMessage(method, $"/api/profiles/{system.Bob.Username}/{act}");
            using var answer = await system.Api.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    static async Task<HttpStatusCode> TryAsync(Func<Task> call)
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
