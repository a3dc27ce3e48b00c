using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Notifications;
using Social.Tests.WholeSystem.Posts;
using Social.Tests.WholeSystem.Profiles;

namespace Social.Tests.WholeSystem.Feeds;

/// <summary>Of a deleted account Feed remembers the id alone, whatever arrives afterwards.</summary>
public sealed class DeletedAccountTests(SystemFixture system)
{
    [Fact]
    public async Task Everything_by_and_about_the_person_goes_and_others_notifications_shrink_or_vanish()
    {
        var (dora, emil, fay) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"), await system.RegisterAsync("fay"));
        await dora.FollowAsync(emil.Username);
        await emil.FollowAsync(dora.Username);
        await fay.MuteAsync(emil.Username);
        await emil.BlockAsync(system.Carol.Username);
        var (one, two, his) = (await dora.PostAsync("One"), await dora.PostAsync("Two"), await emil.PostAsync("His"));
        await fay.LikeAsync(one.Id);
        await emil.LikeAsync(one.Id);
        await emil.CommentAsync(two.Id, "Here I am");
        await dora.LikeAsync(his.Id);
        await dora.HearsAsync($"comment: {emil.Username} +0", $"like: {emil.Username} {fay.Username} +0", $"follow: {emil.Username} +0");
        await SystemFixture.EventuallyAsync(async () =>
            (await dora.FeedAsync()).Items.Count == 3 && (await emil.FeedAsync()).Items.Count == 3
        );

        await emil.DoAsync(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });

        await SystemFixture.EventuallyAsync(
            async () => (await FeedRequests.TracesInAsync(system, emil)) is ["deleted_users"],
            TimeSpan.FromSeconds(30)
        );
        await dora.HearsAsync($"like: {fay.Username} +0");
        Assert.Equal([two.Id, one.Id], (await dora.FeedAsync()).Ids());
    }

    [Fact]
    public async Task Deleted_amid_posting_liking_and_following_nothing_stays()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        var posts = await dora.PostManyAsync(10);
        await dora.FollowAsync(emil.Username);
        var acting = Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .SelectMany(i =>
                    (Task[])
                        [
                            TryAsync(() => emil.PostAsync($"Last words {i}")),
                            TryAsync(() => emil.LikeAsync(posts[i])),
                            TryAsync(() => emil.CommentAsync(posts[i], "Bye")),
                        ]
                )
                .Append(TryAsync(() => emil.FollowAsync(dora.Username)))
                .Append(TryAsync(() => emil.FeedAsync()))
        );

        await emil.DoAsync(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });
        await acting;
        await TryAsync(() => emil.FeedAsync());

        await SystemFixture.EventuallyAsync(
            async () => (await FeedRequests.TracesInAsync(system, emil)) is ["deleted_users"],
            TimeSpan.FromSeconds(30)
        );
        await dora.HearsAsync();
        Assert.Equal(posts, (await dora.FeedAsync()).Ids());
    }

    [Fact]
    public async Task What_arrives_late_brings_nothing_back()
    {
        var (dora, emil, fay) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"), await system.RegisterAsync("fay"));
        var post = await dora.PostAsync("Still here");
        await emil.DoAsync(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });
        await SystemFixture.EventuallyAsync(
            async () => (await FeedRequests.TracesInAsync(system, emil)) is ["deleted_users"],
            TimeSpan.FromSeconds(30)
        );

        // Under the key of what fay does afterwards: once that has arrived, all of these have.
        var (id, ghost) = (post.Id, Guid.CreateVersion7());
        await FeedRequests.SendLateAsync(system, "postdb", "posts", id, "PostPublished", ghost, emil.Id, null, dora.Id);
        await FeedRequests.SendLateAsync(system, "postdb", "posts", id, "PostLiked", id, dora.Id, emil.Id, null);
        await FeedRequests.SendLateAsync(system, "postdb", "posts", id, "CommentAdded", ghost, id, dora.Id, emil.Id, fay.Id, null);
        await FeedRequests.SendLateAsync(system, "postdb", "posts", id, "CommentAdded", ghost, id, emil.Id, dora.Id, fay.Id, null);
        await FeedRequests.SendLateAsync(system, "postdb", "posts", id, "PostEdited", id, dora.Id, emil.Id, null);
        await fay.LikeAsync(id);
        foreach (var (follower, followed) in ((Person, Person)[])[(emil, dora), (dora, emil)])
            await FeedRequests.SendLateAsync(system, "profiledb", "users", fay.Id, "UserFollowed", follower.Id, followed.Id, null);
        foreach (var type in (string[])["UserBlocked", "UserMuted"])
        foreach (var (one, other) in ((Person, Person)[])[(emil, dora), (dora, emil)])
            await FeedRequests.SendLateAsync(system, "profiledb", "users", fay.Id, type, one.Id, other.Id);
        await fay.FollowAsync(dora.Username);

        await dora.HearsAsync($"follow: {fay.Username} +0", $"like: {fay.Username} +0");
        Assert.Equal(["deleted_users"], await FeedRequests.TracesInAsync(system, emil));
        Assert.Empty((await fay.NotificationsAsync()).Items);
        Assert.Equal([id], (await dora.FeedAsync()).Ids());
    }

    /// <summary>What is done while the account goes may be refused.</summary>
    static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is HttpRequestException or Xunit.Sdk.TrueException)
        {
            // Too late.
        }
    }
}
