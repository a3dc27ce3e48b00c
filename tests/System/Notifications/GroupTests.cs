using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.Notifications;

/// <summary>Everything of one kind about one post is one notification until it is read.</summary>
public sealed class GroupTests(SystemFixture system)
{
    [Fact]
    public async Task Likes_of_a_post_are_one_notification_with_the_latest_first_and_the_exact_number()
    {
        var dora = await system.RegisterAsync("dora");
        var fans = await NewPeopleAsync(5);
        var post = await dora.PostPhotosAsync("Look at " + new string('x', 200), Pictures.Png(40, 40));
        foreach (var fan in fans)
        {
            await fan.LikeAsync(post.Id);
            await fan.LikeAsync(post.Id);
        }

        await dora.HearsAsync($"like: {fans[4].Username} {fans[3].Username} {fans[2].Username} +2");
        var one = (await dora.NotificationsAsync()).Items[0];
        Assert.Equal(post.Id, one.Post?.Id);
        Assert.Equal("Look at " + new string('x', 92), one.Post?.Excerpt);
        Assert.Equal(post.Images[0].ThumbnailUrl, one.Post?.ThumbnailUrl);
        Assert.Null(one.CommentId);

        await fans[4].UnlikeAsync(post.Id);
        await dora.HearsAsync($"like: {fans[3].Username} {fans[2].Username} {fans[1].Username} +1");
        foreach (var fan in fans[1..4])
            await fan.UnlikeAsync(post.Id);
        await dora.HearsAsync($"like: {fans[0].Username} +0");
        await fans[0].UnlikeAsync(post.Id);
        await dora.HearsAsync();
    }

    [Fact]
    public async Task What_comes_after_reading_is_a_new_notification_and_taking_back_reaches_the_read_one()
    {
        var dora = await system.RegisterAsync("dora");
        var fans = await NewPeopleAsync(3);
        var post = await dora.PostAsync("Read me");
        await fans[0].LikeAsync(post.Id);
        await dora.HearsAsync($"like: {fans[0].Username} +0");

        await dora.MarkReadAsync();
        Assert.Equal(0, await dora.UnreadAsync());
        Assert.True((await dora.NotificationsAsync()).Items[0].Read);
        await fans[1].LikeAsync(post.Id);
        await fans[2].LikeAsync(post.Id);

        await dora.HearsAsync($"like: {fans[2].Username} {fans[1].Username} +0", $"like: {fans[0].Username} +0");
        Assert.Equal(1, await dora.UnreadAsync());
        await fans[0].UnlikeAsync(post.Id);
        await dora.HearsAsync($"like: {fans[2].Username} {fans[1].Username} +0");
    }

    [Fact]
    public async Task Read_up_to_what_was_seen_leaves_what_came_later()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        var (first, second) = (await dora.PostAsync("One"), await dora.PostAsync("Two"));
        await emil.LikeAsync(first.Id);
        await dora.HearsAsync($"like: {emil.Username} +0");
        var seen = (await dora.NotificationsAsync()).Items[0].CreatedAt;
        await emil.CommentAsync(second.Id, "Later");
        await dora.HearsAsync($"comment: {emil.Username} +0", $"like: {emil.Username} +0");

        // As a browser holds it: to the millisecond.
        await dora.MarkReadAsync(new DateTimeOffset(seen.Ticks - seen.Ticks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero));

        Assert.Equal([false, true], (await dora.NotificationsAsync()).Items.Select(n => n.Read));
        Assert.Equal(1, await dora.UnreadAsync());
    }

    [Fact]
    public async Task Somebody_with_several_comments_is_one_person_until_the_last_is_deleted()
    {
        var (dora, emil, fay) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"), await system.RegisterAsync("fay"));
        var post = await dora.PostAsync("Say something");
        await fay.CommentAsync(post.Id, "First");
        var one = await emil.CommentAsync(post.Id, "Second");
        var two = await emil.CommentAsync(post.Id, "Third");

        await dora.HearsAsync($"comment: {emil.Username} {fay.Username} +0");
        Assert.Equal(two.Id, (await dora.NotificationsAsync()).Items[0].CommentId);
        await emil.DoAsync(HttpMethod.Delete, $"/api/comments/{two.Id}");
        await SystemFixture.EventuallyAsync(async () =>
            (await dora.NotificationsAsync()).Items is [{ CommentId: var left }] && left == one.Id
        );
        await dora.HearsAsync($"comment: {emil.Username} {fay.Username} +0");
        await dora.DoAsync(HttpMethod.Delete, $"/api/comments/{one.Id}");
        await dora.HearsAsync($"comment: {fay.Username} +0");
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        var posts = new List<Guid>();
        for (var i = 0; i < 5; i++)
            posts.Insert(0, (await dora.PostAsync($"Post {i}")).Id);
        foreach (var post in Enumerable.Reverse(posts))
            await emil.LikeAsync(post);
        await SystemFixture.EventuallyAsync(async () => await dora.UnreadAsync() == 5);

        var read = new List<Guid>();
        for (string? cursor = null; ; )
        {
            var page = await dora.NotificationsAsync(2, cursor);
            read.AddRange(page.Items.Select(n => n.Post!.Id));
            cursor = page.Next;
            if (cursor is null)
                break;
        }

        Assert.Equal(posts, read);
    }

    async Task<Person[]> NewPeopleAsync(int count)
    {
        var people = new Person[count];
        for (var i = 0; i < count; i++)
            people[i] = await system.RegisterAsync($"fan{i}");
        return people;
    }
}
