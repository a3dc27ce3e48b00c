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
        using var cache = await CacheClient.OpenAsync(system);
        var (dora, emil, fritz) = (
            await system.RegisterAsync("dora"),
            await system.RegisterAsync("emil"),
            await system.RegisterAsync("fritz")
        );
        var post = await dora.PostAsync($"For @{emil.Username}");
        await cache.HoldAsync($"profile:{dora.Id}", () => emil.ProfileAsync(dora.Username));
        await cache.HoldAsync($"posts-of:{dora.Id}", () => emil.PostsAsync(dora.Username));
        await cache.HoldAsync($"post:{post.Id}", () => emil.ReadAsync(post.Id));

        await dora.BlockAsync(emil.Username);

        foreach (var path in (string[])[$"profiles/{dora.Username}", $"profiles/{dora.Username}/posts", $"posts/{post.Id}"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(() => emil.GetAsync<object>($"/api/{path}")));
            await fritz.GetAsync<object>($"/api/{path}");
        }
        await dora.UnblockAsync(emil.Username);
        Assert.Equal(dora.Id, (await emil.ProfileAsync(dora.Username)).Id);
        await SystemFixture.EventuallyAsync(async () => (await emil.PostsAsync(dora.Username)).Items.Any(p => p.Id == post.Id));
    }

    [Fact]
    public async Task What_one_reader_likes_and_whom_they_follow_is_not_shown_to_another()
    {
        using var cache = await CacheClient.OpenAsync(system);
        var (dora, emil, fritz) = (
            await system.RegisterAsync("dora"),
            await system.RegisterAsync("emil"),
            await system.RegisterAsync("fritz")
        );
        var post = await dora.PostAsync("Like me");
        await emil.FollowAsync(dora.Username);
        await emil.MuteAsync(dora.Username);
        await emil.LikeAsync(post.Id);
        await cache.HoldAsync($"profile:{dora.Id}", () => emil.ProfileAsync(dora.Username));
        await cache.HoldAsync($"post:{post.Id}", () => emil.ReadAsync(post.Id));

        var (his, other) = (await emil.ProfileAsync(dora.Username), await fritz.ProfileAsync(dora.Username));
        Assert.Equal((true, true, 1), (his.IsFollowed, his.IsMuted, his.Followers));
        Assert.Equal((false, false, 1), (other.IsFollowed, other.IsMuted, other.Followers));
        foreach (
            var read in (Func<Person, Task<PostAnswer>>[])
                [p => p.ReadAsync(post.Id), async p => (await p.PostsAsync(dora.Username)).Items.Single()]
        )
        {
            Assert.Equal((true, 1), await LikingAsync(read(emil)));
            Assert.Equal((false, 1), await LikingAsync(read(fritz)));
        }
        await fritz.LikeAsync(post.Id);
        await emil.UnlikeAsync(post.Id);
        Assert.Equal((false, 1), await LikingAsync(emil.ReadAsync(post.Id)));
        Assert.Equal((true, 1), await LikingAsync(fritz.ReadAsync(post.Id)));
    }

    [Fact]
    public async Task What_the_cache_has_is_what_people_read()
    {
        using var cache = await CacheClient.OpenAsync(system);
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        var post = await dora.PostAsync("As it is");
        var kept = new PostView
        {
            Id = post.Id.ToString(),
            AuthorId = dora.Id.ToString(),
            Text = "As it is kept",
            CreatedAt = Timestamp.FromDateTimeOffset(post.CreatedAt),
            Version = 9,
        };
        await cache.KeepAsync(
            new()
            {
                Key = $"post:{post.Id}",
                Version = kept.Version,
                Value = kept.ToByteString(),
            }
        );

        // A cache that takes too long to answer is not waited for.
        await SystemFixture.EventuallyAsync(async () => (await emil.ReadAsync(post.Id)).Text == "As it is kept");
        await SystemFixture.EventuallyAsync(async () => (await emil.PostsAsync(dora.Username)).Items.Single().Text == "As it is kept");
    }

    [Fact]
    public async Task What_is_not_there_is_remembered_as_such()
    {
        using var cache = await CacheClient.OpenAsync(system);
        var id = Guid.CreateVersion7();
        await SystemFixture.EventuallyAsync(async () =>
        {
            Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(() => system.Alice.ReadAsync(id)));
            return await cache.FindAsync($"post:{id}") is { Absent: true };
        });
        Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync(() => system.Bob.ReadAsync(id)));
    }

    [Fact]
    public async Task Pages_of_a_long_list_hold_every_post_once()
    {
        var dora = await system.RegisterAsync("dora");
        var written = new List<Guid>();
        for (var i = 0; i < 25; i++)
            written.Insert(0, (await dora.PostAsync($"Number {i}")).Id);

        for (var round = 0; round < 2; round++)
        {
            var read = new List<Guid>();
            for (string? cursor = ""; cursor is not null; )
            {
                var page = await system.Alice.PostsAsync(dora.Username, limit: 7, cursor);
                read.AddRange(page.Items.Select(p => p.Id));
                cursor = page.Next;
            }
            Assert.Equal(written, read);
        }
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await RefusalAsync(() => system.Alice.GetAsync<object>($"/api/profiles/{dora.Username}/posts?cursor=nonsense"))
        );
    }

    [Fact]
    public async Task Of_somebody_who_left_nothing_stays_in_Redis()
    {
        using var cache = await CacheClient.OpenAsync(system);
        using var redis = await RedisClient.OpenAsync(system);
        var (leaver, friend) = (await system.RegisterAsync("leaver"), await system.RegisterAsync("friend"));
        var (own, others) = (await leaver.PostAsync("Mine"), await friend.PostAsync($"About @{leaver.Username}"));
        await cache.HoldAsync($"profile:{leaver.Id}", () => friend.ProfileAsync(leaver.Username));
        await cache.HoldAsync($"posts-of:{leaver.Id}", () => friend.PostsAsync(leaver.Username));
        await cache.HoldAsync($"post:{others.Id}", () => system.Alice.ReadAsync(others.Id));

        await leaver.DoAsync(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });

        await SystemFixture.EventuallyAsync(async () =>
        {
            using var answer = await friend.Api.GetAsync($"/api/profiles/{leaver.Username}");
            return answer.StatusCode == HttpStatusCode.NotFound;
        });
        await SystemFixture.EventuallyAsync(
            async () => (await redis.FindContainingAsync(leaver.Id.ToString(), leaver.Id.ToString("N"), own.Id.ToString())).Count == 0,
            TimeSpan.FromSeconds(75)
        );
        Assert.Empty((await friend.GetAsync<MentioningAnswer>($"/api/posts/{others.Id}")).Mentions);
    }

    static async Task<(bool, int)> LikingAsync(Task<PostAnswer> reading) =>
        await reading is var post ? (post.LikedByMe, post.Likes) : default;

    sealed record MentioningAnswer(Guid Id, IReadOnlyList<AuthorAnswer> Mentions);
}
