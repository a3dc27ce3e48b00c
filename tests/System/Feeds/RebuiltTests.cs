using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Notifications;
using Social.Tests.WholeSystem.Posts;
using Social.Tests.WholeSystem.Profiles;
using Social.Tests.WholeSystem.Runtime;

namespace Social.Tests.WholeSystem.Feeds;

/// <summary>What Feed made of others' events is lost; what the owners of the facts tell again rebuilds it.</summary>
[Collection<Exclusive>]
public sealed class RebuiltTests(SystemFixture system)
{
    static readonly TimeSpan WaitTimeout = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Feeds_are_rebuilt_from_what_is_told_again_and_nobody_is_notified_a_second_time()
    {
        var (anna, ben, muted) = (
            await system.RegisterAsync("anna"),
            await system.RegisterAsync("ben"),
            await system.RegisterAsync("mutee")
        );
        await ben.FollowAsync(anna.Username);
        await ben.FollowAsync(muted.Username);
        await ben.MuteAsync(muted.Username);
        await muted.PostAsync("Not for Ben");
        IReadOnlyList<Guid> posts = await anna.PostManyAsync(3);
        var gone = await anna.PostAsync("Deleted again");
        await anna.DoAsync(HttpMethod.Delete, $"/api/posts/{gone.Id}");
        await ben.LikeAsync(posts[0]);
        (await ben.SendCommentAsync(posts[0], $"Well said, @{anna.Username}")).Dispose();
        string[] heard = [$"comment: {ben.Username} +0", $"like: {ben.Username} +0", $"follow: {ben.Username} +0"];
        await anna.HearsAsync(heard);
        await anna.MarkReadAsync();
        await SystemFixture.EventuallyAsync(async () => (await ben.FeedAsync()).Ids().SequenceEqual(posts));

        await LoseAsync();
        Assert.Empty((await ben.FeedAsync()).Items);
        foreach (var service in (string[])["auth", "profile", "post"])
            Assert.Contains("republished", await ServiceProgram.RunAsync(system, service, "republish"), StringComparison.Ordinal);

        await SystemFixture.EventuallyAsync(async () => (await ben.WholeFeedAsync()).SequenceEqual(posts), WaitTimeout);
        var after = await anna.PostAsync("After the flood");
        await SystemFixture.EventuallyAsync(async () => (await ben.WholeFeedAsync()).SequenceEqual(posts.Prepend(after.Id)), WaitTimeout);
        await anna.HearsAsync(heard);
        Assert.Equal(0, await anna.UnreadAsync());
        Assert.Equal(2, (await anna.ProfileAsync(ben.Username)).Following);
    }

    [Fact]
    public async Task A_service_that_owns_no_facts_has_nothing_to_tell()
    {
        var (code, said) = await ServiceProgram.TryAsync(system, "feed", "republish");
        Assert.Equal(1, code);
        Assert.Contains("feed has no command republish", said, StringComparison.OrdinalIgnoreCase);
    }

    async Task LoseAsync()
    {
        await using (var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("feeddb"))!))
        await using (var command = database.CreateCommand("truncate follows, blocks, mutes, posts, timeline_updates"))
            await command.ExecuteNonQueryAsync();
        using var redis = await RedisClient.OpenAsync(system);
        await redis.FlushAsync();
    }
}
