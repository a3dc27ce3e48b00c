using Microsoft.Extensions.Time.Testing;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.Tests.Gateway.Fixture;
using Social.Tests.Testing;

namespace Social.Tests.Gateway.CachedReads;

public sealed class ReadTests
{
    static readonly Guid Ada = Guid.NewGuid(),
        Bob = Guid.NewGuid();

    const int Readers = 1_000;

    static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_who_miss_a_post_at_once_load_it_once()
    {
        await using var host = await CacheTestHost.SetAsync();
        await using var gateway = new GatewayInstance(host, TimeSpan.FromMinutes(1));
        host.Post("p", "a");
        // Not before everybody has found that the cache has nothing.
        host.Posts.BeforeResponse = () => Wait.UntilAsync(() => host.Cache.Gets == Readers);

        var found = await Task.WhenAll(
            Enumerable.Range(0, Readers).Select(_ => Task.Run(() => gateway.For(Guid.NewGuid()).PostsAsync(["p"], Stop)))
        );

        Assert.All(found, f => Assert.Equal("p, 1", f["p"].Text));
        Assert.Equal(1, host.Posts.Loads);
    }

    [Fact]
    public async Task What_was_loaded_is_kept_for_everybody_and_tells_nothing_of_anybody()
    {
        await using var host = await CacheTestHost.SetAsync();
        await using var gateway = new GatewayInstance(host);
        host.Person("a");
        host.Post("p", "a");
        host.Posts.Likes[(Ada.ToString(), "p")] = true;

        var (mine, written, _) = await gateway.For(Ada).ReadPageAsync(["a"], ["p"], Stop);
        Assert.True(mine["a"].IsFollowed && written["p"].LikedByMe);
        await KeptAsync(host, "profile:a", "post:p");

        var profile = ProfileView.Parser.ParseFrom(host.Cache.Kept["profile:a"].Value);
        var post = PostView.Parser.ParseFrom(host.Cache.Kept["post:p"].Value);
        Assert.Equal((false, 0), (profile.IsFollowed, profile.Followers));
        Assert.Equal((false, 0), (post.LikedByMe, post.Likes));
        await using var another = new GatewayInstance(host);
        var (his, read, _) = await another.For(Bob).ReadPageAsync(["a"], ["p"], Stop);
        Assert.Equal((true, 7), (his["a"].IsFollowed, his["a"].Relation.Followers));
        Assert.Equal((false, 3, "p, 1"), (read["p"].LikedByMe, read["p"].Likes, read["p"].Text));
        Assert.Equal((1, 1), (host.Profiles.Loads, host.Posts.Loads));
    }

    [Fact]
    public async Task Whom_somebody_blocked_is_refused_on_a_hit()
    {
        await using var host = await CacheTestHost.SetAsync();
        await using var gateway = new GatewayInstance(host);
        host.Person("a");
        await gateway.For(Ada).ReadPeopleAsync(["a"], Stop);
        await KeptAsync(host, "profile:a");

        host.Profiles.Blocks[("a", Bob.ToString())] = true;

        Assert.Empty(await gateway.For(Bob).ReadPeopleAsync(["a"], Stop));
        Assert.Single(await gateway.For(Ada).ReadPeopleAsync(["a"], Stop));
    }

    [Fact]
    public async Task What_the_cache_has_not_heard_of_is_noticed_by_the_owners_version()
    {
        await using var host = await CacheTestHost.SetAsync();
        await using var gateway = new GatewayInstance(host);
        host.Post("p", "a");
        await gateway.For(Ada).PostsAsync(["p"], Stop);
        await KeptAsync(host, "post:p");

        host.Post("p", "a", version: 2);

        Assert.Equal("p, 2", (await gateway.For(Bob).PostsAsync(["p"], Stop))["p"].Text);
        await Wait.UntilAsync(() => host.Cache.Kept["post:p"].Version == 2);
    }

    [Fact]
    public async Task What_a_door_has_seen_it_does_not_ask_the_cache_for()
    {
        await using var host = await CacheTestHost.SetAsync();
        await using var gateway = new GatewayInstance(host);
        host.Person("a");
        host.Post("p", "a");
        await Wait.UntilAsync(async () =>
        {
            var gets = host.Cache.Gets;
            var (his, read, _) = await gateway.For(Bob).ReadPageAsync(["a"], ["p"], Stop);
            Assert.Equal((7, "p, 1"), (his["a"].Relation.Followers, read["p"].Text));
            return host.Cache.Gets == gets;
        });

        host.Post("p", "a", version: 2);
        host.Redis.Stamp("post:p");
        Assert.Equal("p, 2", (await gateway.For(Bob).PostsAsync(["p"], Stop))["p"].Text);
        Assert.Equal("p, 2", (await gateway.For(Ada).PostsAsync(["p"], Stop))["p"].Text);
    }

    [Fact]
    public async Task What_is_not_there_is_remembered_until_it_is()
    {
        await using var host = await CacheTestHost.SetAsync();
        await using var gateway = new GatewayInstance(host);
        Assert.Empty(await gateway.For(Ada).PostsAsync(["p"], Stop));
        await KeptAsync(host, "post:p");
        Assert.True(host.Cache.Kept["post:p"].Absent);

        await using var later = new GatewayInstance(host);
        Assert.Empty(await later.For(Bob).PostsAsync(["p"], Stop));
        Assert.Equal(1, host.Posts.Loads);
        host.Post("p", "a");
        host.Redis.Stamp("post:p");
        Assert.Single(await later.For(Bob).PostsAsync(["p"], Stop));
    }

    [Fact]
    public async Task A_cache_that_does_not_answer_is_waited_for_a_few_times_only()
    {
        await using var host = await CacheTestHost.SetAsync();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var gateway = new GatewayInstance(host, Short, clock);
        for (var i = 0; i < 200; i++)
            host.Post($"p{i}", "a");
        host.Cache.BeforeResponse = () => Task.Delay(TimeSpan.FromSeconds(30), Stop);

        for (var i = 0; i < 200; i++)
            Assert.Single(await gateway.For(Ada).PostsAsync([$"p{i}"], Stop));

        // The clock stands still, so no later call probes whether it is back.
        Assert.InRange(host.Cache.Gets, 1, CircuitBreaker.Failures);
        host.Cache.BeforeResponse = () => Task.CompletedTask;
        await Wait.UntilAsync(async () =>
        {
            clock.SetUtcNow(DateTimeOffset.UtcNow + CircuitBreaker.BreakDuration);
            await gateway.For(Ada).PostsAsync(["p0"], Stop);
            return host.Cache.Kept.ContainsKey("post:p0");
        });
    }

    static Task KeptAsync(CacheTestHost host, params string[] keys) => Wait.UntilAsync(() => keys.All(host.Cache.Kept.ContainsKey));
}
