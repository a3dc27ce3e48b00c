using System.Net;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Social.Contracts;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;
using static Social.Tests.WholeSystem.Profiles.Relations;

namespace Social.Tests.WholeSystem.CachedReads;

/// <summary>What many read alike comes out of the cache; what is one reader's own, or not for them, does not.</summary>
public sealed class ViewerTests(SystemFixture system)
{
    [Fact]
    public async Task Whom_somebody_blocked_is_refused_on_a_hit()
    {
        using var cache = await CacheClient.Open(system);
        var (dora, emil, fritz) = (await system.Register("dora"), await system.Register("emil"), await system.Register("fritz"));
        var post = await dora.Post($"For @{emil.Username}");
        await cache.Hold($"profile:{dora.Id}", () => emil.Profile(dora.Username));
        await cache.Hold($"posts-of:{dora.Id}", () => emil.Posts(dora.Username));
        await cache.Hold($"post:{post.Id}", () => emil.Read(post.Id));

        await dora.Block(emil.Username);

        foreach (var path in (string[])[$"profiles/{dora.Username}", $"profiles/{dora.Username}/posts", $"posts/{post.Id}"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await Refusal(() => emil.Get<object>($"/api/{path}")));
            await fritz.Get<object>($"/api/{path}");
        }
        await dora.Unblock(emil.Username);
        Assert.Equal(dora.Id, (await emil.Profile(dora.Username)).Id);
        await SystemFixture.Eventually(async () => (await emil.Posts(dora.Username)).Items.Any(p => p.Id == post.Id));
    }

    [Fact]
    public async Task What_one_reader_likes_and_whom_they_follow_is_not_shown_to_another()
    {
        using var cache = await CacheClient.Open(system);
        var (dora, emil, fritz) = (await system.Register("dora"), await system.Register("emil"), await system.Register("fritz"));
        var post = await dora.Post("Like me");
        await emil.Follow(dora.Username);
        await emil.Mute(dora.Username);
        await emil.Like(post.Id);
        await cache.Hold($"profile:{dora.Id}", () => emil.Profile(dora.Username));
        await cache.Hold($"post:{post.Id}", () => emil.Read(post.Id));

        var (his, other) = (await emil.Profile(dora.Username), await fritz.Profile(dora.Username));
        Assert.Equal((true, true, 1), (his.IsFollowed, his.IsMuted, his.Followers));
        Assert.Equal((false, false, 1), (other.IsFollowed, other.IsMuted, other.Followers));
        foreach (
            var read in (Func<Person, Task<PostAnswer>>[])[p => p.Read(post.Id), async p => (await p.Posts(dora.Username)).Items.Single()]
        )
        {
            Assert.Equal((true, 1), await Liking(read(emil)));
            Assert.Equal((false, 1), await Liking(read(fritz)));
        }
        await fritz.Like(post.Id);
        await emil.Unlike(post.Id);
        Assert.Equal((false, 1), await Liking(emil.Read(post.Id)));
        Assert.Equal((true, 1), await Liking(fritz.Read(post.Id)));
    }

    [Fact]
    public async Task What_the_cache_has_is_what_people_read()
    {
        using var cache = await CacheClient.Open(system);
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        var post = await dora.Post("As it is");
        var kept = new PostView
        {
            Id = post.Id.ToString(),
            AuthorId = dora.Id.ToString(),
            Text = "As it is kept",
            CreatedAt = Timestamp.FromDateTimeOffset(post.CreatedAt),
            Version = 9,
        };
        await cache.Keep(
            new()
            {
                Key = $"post:{post.Id}",
                Version = kept.Version,
                Value = kept.ToByteString(),
            }
        );

        // A cache that takes too long to answer is not waited for.
        await SystemFixture.Eventually(async () => (await emil.Read(post.Id)).Text == "As it is kept");
        await SystemFixture.Eventually(async () => (await emil.Posts(dora.Username)).Items.Single().Text == "As it is kept");
    }

    [Fact]
    public async Task What_is_not_there_is_remembered_as_such()
    {
        using var cache = await CacheClient.Open(system);
        var id = Guid.CreateVersion7();
        await SystemFixture.Eventually(async () =>
        {
            Assert.Equal(HttpStatusCode.NotFound, await Refusal(() => system.Alice.Read(id)));
            return await cache.Find($"post:{id}") is { Absent: true };
        });
        Assert.Equal(HttpStatusCode.NotFound, await Refusal(() => system.Bob.Read(id)));
    }

    [Fact]
    public async Task Pages_of_a_long_list_hold_every_post_once()
    {
        var dora = await system.Register("dora");
        var written = new List<Guid>();
        for (var i = 0; i < 25; i++)
            written.Insert(0, (await dora.Post($"Number {i}")).Id);

        for (var round = 0; round < 2; round++)
        {
            var read = new List<Guid>();
            for (string? cursor = ""; cursor is not null; )
            {
                var page = await system.Alice.Posts(dora.Username, limit: 7, cursor);
                read.AddRange(page.Items.Select(p => p.Id));
                cursor = page.Next;
            }
            Assert.Equal(written, read);
        }
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await Refusal(() => system.Alice.Get<object>($"/api/profiles/{dora.Username}/posts?cursor=nonsense"))
        );
    }

    [Fact]
    public async Task Of_somebody_who_left_nothing_stays_in_Redis()
    {
        using var cache = await CacheClient.Open(system);
        using var redis = await RedisClient.Open(system);
        var (leaver, friend) = (await system.Register("leaver"), await system.Register("friend"));
        var (own, others) = (await leaver.Post("Mine"), await friend.Post($"About @{leaver.Username}"));
        await cache.Hold($"profile:{leaver.Id}", () => friend.Profile(leaver.Username));
        await cache.Hold($"posts-of:{leaver.Id}", () => friend.Posts(leaver.Username));
        await cache.Hold($"post:{others.Id}", () => system.Alice.Read(others.Id));

        await leaver.Do(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });

        await SystemFixture.Eventually(async () =>
        {
            using var answer = await friend.Api.GetAsync($"/api/profiles/{leaver.Username}");
            return answer.StatusCode == HttpStatusCode.NotFound;
        });
        await SystemFixture.Eventually(
            async () => (await redis.With(leaver.Id.ToString(), leaver.Id.ToString("N"), own.Id.ToString())).Count == 0,
            TimeSpan.FromSeconds(75)
        );
        Assert.Empty((await friend.Get<MentioningAnswer>($"/api/posts/{others.Id}")).Mentions);
    }

    static async Task<(bool, int)> Liking(Task<PostAnswer> reading) => await reading is var post ? (post.LikedByMe, post.Likes) : default;

    sealed record MentioningAnswer(Guid Id, IReadOnlyList<AuthorAnswer> Mentions);
}
