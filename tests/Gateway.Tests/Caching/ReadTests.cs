using System.Diagnostics;
using Social.Contracts;
using Social.Gateway.Caching;

namespace Social.Tests.Gateway.Caching;

public sealed class ReadTests
{
    static readonly Guid Ada = Guid.NewGuid(),
        Bob = Guid.NewGuid();

    static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_who_miss_a_post_at_once_load_it_once()
    {
        await using var stage = await Stage.SetAsync();
        await using var door = new Door(stage);
        stage.Post("p", "a");
        // Long enough for everybody to be there, and some to come when it is over.
        stage.Posts.Act = () => Task.Delay(300);

        var found = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Task.Run(() => door.For(Guid.NewGuid()).Posts(["p"], Stop))));

        Assert.All(found, f => Assert.Equal("p, 1", f["p"].Text));
        Assert.Equal(1, stage.Posts.Loads);
    }

    [Fact]
    public async Task What_was_loaded_is_kept_for_everybody_and_tells_nothing_of_anybody()
    {
        await using var stage = await Stage.SetAsync();
        await using var door = new Door(stage);
        stage.Person("a");
        stage.Post("p", "a");
        stage.Posts.Likes[(Ada.ToString(), "p")] = true;

        var (mine, written) = await door.For(Ada).Page(["a"], ["p"], Stop);
        Assert.True(mine["a"].IsFollowed && written["p"].LikedByMe);
        await Kept(stage, "profile:a", "post:p");

        var profile = ProfileView.Parser.ParseFrom(stage.Cache.Kept["profile:a"].Value);
        var post = PostView.Parser.ParseFrom(stage.Cache.Kept["post:p"].Value);
        Assert.Equal((false, 0), (profile.IsFollowed, profile.Followers));
        Assert.Equal((false, 0), (post.LikedByMe, post.Likes));
        await using var another = new Door(stage);
        var (his, read) = await another.For(Bob).Page(["a"], ["p"], Stop);
        Assert.Equal((true, 7), (his["a"].IsFollowed, his["a"].Followers));
        Assert.Equal((false, 3, "p, 1"), (read["p"].LikedByMe, read["p"].Likes, read["p"].Text));
        Assert.Equal((1, 1), (stage.Profiles.Loads, stage.Posts.Loads));
    }

    [Fact]
    public async Task Whom_somebody_blocked_is_refused_on_a_hit()
    {
        await using var stage = await Stage.SetAsync();
        await using var door = new Door(stage);
        stage.Person("a");
        await door.For(Ada).People(["a"], Stop);
        await Kept(stage, "profile:a");

        stage.Profiles.Blocks[("a", Bob.ToString())] = true;

        Assert.Empty(await door.For(Bob).People(["a"], Stop));
        Assert.Single(await door.For(Ada).People(["a"], Stop));
    }

    [Fact]
    public async Task What_the_cache_has_not_heard_of_is_noticed_by_the_owners_version()
    {
        await using var stage = await Stage.SetAsync();
        await using var door = new Door(stage);
        stage.Post("p", "a");
        await door.For(Ada).Posts(["p"], Stop);
        await Kept(stage, "post:p");

        stage.Post("p", "a", version: 2);

        Assert.Equal("p, 2", (await door.For(Bob).Posts(["p"], Stop))["p"].Text);
        await Until(() => stage.Cache.Kept["post:p"].Version == 2);
    }

    [Fact]
    public async Task What_a_door_has_seen_it_does_not_ask_the_cache_for()
    {
        await using var stage = await Stage.SetAsync();
        await using var door = new Door(stage);
        stage.Person("a");
        stage.Post("p", "a");
        await Until(async () =>
        {
            var gets = stage.Cache.Gets;
            var (his, read) = await door.For(Bob).Page(["a"], ["p"], Stop);
            Assert.Equal((7, "p, 1"), (his["a"].Followers, read["p"].Text));
            return stage.Cache.Gets == gets;
        });

        stage.Post("p", "a", version: 2);
        Assert.Equal("p, 2", (await door.For(Bob).Posts(["p"], Stop))["p"].Text);
        Assert.Equal("p, 2", (await door.For(Ada).Posts(["p"], Stop))["p"].Text);
    }

    [Fact]
    public async Task What_is_not_there_is_remembered_until_it_is()
    {
        await using var stage = await Stage.SetAsync();
        await using var door = new Door(stage);
        Assert.Empty(await door.For(Ada).Posts(["p"], Stop));
        await Kept(stage, "post:p");
        Assert.True(stage.Cache.Kept["post:p"].Absent);

        await using var later = new Door(stage);
        Assert.Empty(await later.For(Bob).Posts(["p"], Stop));
        Assert.Equal(1, stage.Posts.Loads);
        stage.Post("p", "a");
        Assert.Single(await later.For(Bob).Posts(["p"], Stop));
    }

    [Fact]
    public async Task Who_wrote_reads_past_the_cache_at_every_door()
    {
        await using var stage = await Stage.SetAsync();
        await using var door = new Door(stage);
        await using var another = new Door(stage);
        stage.Post("p", "a");
        await door.For(Bob).Posts(["p"], Stop);
        await Kept(stage, "post:p");
        // Wrong, so that one sees who reads it.
        stage.Cache.Kept["post:p"] = new CacheEntry(stage.Cache.Kept["post:p"])
        {
            Version = 9,
            Value = Google.Protobuf.MessageExtensions.ToByteString(new PostView { Id = "p", Text = "kept" }),
        };

        await door.Marks.Set(Ada);

        Assert.Equal("p, 1", (await door.For(Ada).Posts(["p"], Stop))["p"].Text);
        Assert.Equal("p, 1", (await another.For(Ada).Posts(["p"], Stop))["p"].Text);
        Assert.Equal("kept", (await another.For(Bob).Posts(["p"], Stop))["p"].Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_Redis_everybody_may_have_written(bool stuck)
    {
        await using var stage = await Stage.SetAsync();
        await using var door = new Door(stage, Short);
        stage.Post("p", "a");
        (stage.Redis.IsStuck, stage.Redis.IsAway) = (stuck, !stuck);

        for (var i = 0; i < 10; i++)
            Assert.Equal("p, 1", (await door.For(Ada).Posts(["p"], Stop))["p"].Text);

        // Asked in vain a few times, then no more.
        Assert.InRange(stage.Cache.Gets, 0, Fuse.Failures);
    }

    [Fact]
    public async Task A_cache_that_does_not_answer_is_waited_for_a_few_times_only()
    {
        await using var stage = await Stage.SetAsync();
        await using var door = new Door(stage, Short);
        for (var i = 0; i < 200; i++)
            stage.Post($"p{i}", "a");
        stage.Cache.Act = () => Task.Delay(TimeSpan.FromSeconds(30), Stop);

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 200; i++)
            Assert.Single(await door.For(Ada).Posts([$"p{i}"], Stop));

        // Two hundred times the patience would be 40 s. A try after each rest is allowed for.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
        stage.Cache.Act = () => Task.CompletedTask;
        await Until(async () =>
        {
            await door.For(Ada).Posts(["p0"], Stop);
            return stage.Cache.Kept.ContainsKey("post:p0");
        });
    }

    static Task Kept(Stage stage, params string[] keys) => Until(() => keys.All(stage.Cache.Kept.ContainsKey));

    static Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));

    static async Task Until(Func<Task<bool>> condition)
    {
        for (var until = DateTime.UtcNow.AddSeconds(20); !await condition(); await Task.Delay(20, Stop))
            Assert.True(DateTime.UtcNow < until, "Not within 20 s.");
    }
}
