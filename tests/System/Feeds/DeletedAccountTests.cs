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
        var (dora, emil, fay) = (await system.Register("dora"), await system.Register("emil"), await system.Register("fay"));
        await dora.Follow(emil.Username);
        await emil.Follow(dora.Username);
        await fay.Mute(emil.Username);
        await emil.Block(system.Carol.Username);
        var (one, two, his) = (await dora.Post("One"), await dora.Post("Two"), await emil.Post("His"));
        await fay.Like(one.Id);
        await emil.Like(one.Id);
        await emil.Comment(two.Id, "Here I am");
        await dora.Like(his.Id);
        await dora.Hears($"comment: {emil.Username} +0", $"like: {emil.Username} {fay.Username} +0", $"follow: {emil.Username} +0");
        await SystemFixture.Eventually(async () => (await dora.Feed()).Items.Count == 3 && (await emil.Feed()).Items.Count == 3);

        await emil.Do(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });

        await SystemFixture.Eventually(
            async () => (await FeedRequests.TracesIn(system, emil)) is ["deleted_users"],
            TimeSpan.FromSeconds(30)
        );
        await dora.Hears($"like: {fay.Username} +0");
        Assert.Equal([two.Id, one.Id], (await dora.Feed()).Ids());
    }

    [Fact]
    public async Task Deleted_amid_posting_liking_and_following_nothing_stays()
    {
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        var posts = await dora.PostMany(10);
        await dora.Follow(emil.Username);
        var acting = Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .SelectMany(i =>
                    (Task[])
                        [Try(() => emil.Post($"Last words {i}")), Try(() => emil.Like(posts[i])), Try(() => emil.Comment(posts[i], "Bye"))]
                )
                .Append(Try(() => emil.Follow(dora.Username)))
                .Append(Try(() => emil.Feed()))
        );

        await emil.Do(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });
        await acting;
        await Try(() => emil.Feed());

        await SystemFixture.Eventually(
            async () => (await FeedRequests.TracesIn(system, emil)) is ["deleted_users"],
            TimeSpan.FromSeconds(30)
        );
        await dora.Hears();
        Assert.Equal(posts, (await dora.Feed()).Ids());
    }

    [Fact]
    public async Task What_arrives_late_brings_nothing_back()
    {
        var (dora, emil, fay) = (await system.Register("dora"), await system.Register("emil"), await system.Register("fay"));
        var post = await dora.Post("Still here");
        await emil.Do(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });
        await SystemFixture.Eventually(
            async () => (await FeedRequests.TracesIn(system, emil)) is ["deleted_users"],
            TimeSpan.FromSeconds(30)
        );

        // Under the key of what fay does afterwards: once that has arrived, all of these have.
        var (id, ghost) = (post.Id, Guid.CreateVersion7());
        await FeedRequests.SendLate(system, "postdb", "posts", id, "PostPublished", ghost, emil.Id, null, dora.Id);
        await FeedRequests.SendLate(system, "postdb", "posts", id, "PostLiked", id, dora.Id, emil.Id, null);
        await FeedRequests.SendLate(system, "postdb", "posts", id, "CommentAdded", ghost, id, dora.Id, emil.Id, fay.Id, null);
        await FeedRequests.SendLate(system, "postdb", "posts", id, "CommentAdded", ghost, id, emil.Id, dora.Id, fay.Id, null);
        await FeedRequests.SendLate(system, "postdb", "posts", id, "PostEdited", id, dora.Id, emil.Id, null);
        await fay.Like(id);
        foreach (var (follower, followed) in ((Person, Person)[])[(emil, dora), (dora, emil)])
            await FeedRequests.SendLate(system, "profiledb", "users", fay.Id, "UserFollowed", follower.Id, followed.Id, null);
        foreach (var type in (string[])["UserBlocked", "UserMuted"])
        foreach (var (one, other) in ((Person, Person)[])[(emil, dora), (dora, emil)])
            await FeedRequests.SendLate(system, "profiledb", "users", fay.Id, type, one.Id, other.Id);
        await fay.Follow(dora.Username);

        await dora.Hears($"follow: {fay.Username} +0", $"like: {fay.Username} +0");
        Assert.Equal(["deleted_users"], await FeedRequests.TracesIn(system, emil));
        Assert.Empty((await fay.Notifications()).Items);
        Assert.Equal([id], (await dora.Feed()).Ids());
    }

    /// <summary>What is done while the account goes may be refused.</summary>
    static async Task Try(Func<Task> act)
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
