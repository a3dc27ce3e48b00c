using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.Notifications;

/// <summary>Everything of one kind about one post is one notification until it is read.</summary>
public sealed class GroupTests(SystemFixture system)
{
    [Fact]
    public async Task Likes_of_a_post_are_one_notification_with_the_latest_first_and_the_exact_number()
    {
        var dora = await system.Register("dora");
        var fans = await NewPeopleAsync(5);
        var post = await dora.PostPhotos("Look at " + new string('x', 200), Pictures.Png(40, 40));
        foreach (var fan in fans)
        {
            await fan.Like(post.Id);
            await fan.Like(post.Id);
        }

        await dora.Hears($"like: {fans[4].Username} {fans[3].Username} {fans[2].Username} +2");
        var one = (await dora.Notifications()).Items[0];
        Assert.Equal(post.Id, one.Post?.Id);
        Assert.Equal("Look at " + new string('x', 92), one.Post?.Excerpt);
        Assert.Equal(post.Images[0].ThumbnailUrl, one.Post?.ThumbnailUrl);
        Assert.Null(one.CommentId);

        await fans[4].Unlike(post.Id);
        await dora.Hears($"like: {fans[3].Username} {fans[2].Username} {fans[1].Username} +1");
        foreach (var fan in fans[1..4])
            await fan.Unlike(post.Id);
        await dora.Hears($"like: {fans[0].Username} +0");
        await fans[0].Unlike(post.Id);
        await dora.Hears();
    }

    [Fact]
    public async Task What_comes_after_reading_is_a_new_notification_and_taking_back_reaches_the_read_one()
    {
        var dora = await system.Register("dora");
        var fans = await NewPeopleAsync(3);
        var post = await dora.Post("Read me");
        await fans[0].Like(post.Id);
        await dora.Hears($"like: {fans[0].Username} +0");

        await dora.MarkRead();
        Assert.Equal(0, await dora.Unread());
        Assert.True((await dora.Notifications()).Items[0].Read);
        await fans[1].Like(post.Id);
        await fans[2].Like(post.Id);

        await dora.Hears($"like: {fans[2].Username} {fans[1].Username} +0", $"like: {fans[0].Username} +0");
        Assert.Equal(1, await dora.Unread());
        await fans[0].Unlike(post.Id);
        await dora.Hears($"like: {fans[2].Username} {fans[1].Username} +0");
    }

    [Fact]
    public async Task Read_up_to_what_was_seen_leaves_what_came_later()
    {
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        var (first, second) = (await dora.Post("One"), await dora.Post("Two"));
        await emil.Like(first.Id);
        await dora.Hears($"like: {emil.Username} +0");
        var seen = (await dora.Notifications()).Items[0].CreatedAt;
        await emil.Comment(second.Id, "Later");
        await dora.Hears($"comment: {emil.Username} +0", $"like: {emil.Username} +0");

        // As a browser holds it: to the millisecond.
        await dora.MarkRead(new DateTimeOffset(seen.Ticks - seen.Ticks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero));

        Assert.Equal([false, true], (await dora.Notifications()).Items.Select(n => n.Read));
        Assert.Equal(1, await dora.Unread());
    }

    [Fact]
    public async Task Somebody_with_several_comments_is_one_person_until_the_last_is_deleted()
    {
        var (dora, emil, fay) = (await system.Register("dora"), await system.Register("emil"), await system.Register("fay"));
        var post = await dora.Post("Say something");
        await fay.Comment(post.Id, "First");
        var one = await emil.Comment(post.Id, "Second");
        var two = await emil.Comment(post.Id, "Third");

        await dora.Hears($"comment: {emil.Username} {fay.Username} +0");
        Assert.Equal(two.Id, (await dora.Notifications()).Items[0].CommentId);
        await emil.Do(HttpMethod.Delete, $"/api/comments/{two.Id}");
        await SystemFixture.Eventually(async () => (await dora.Notifications()).Items is [{ CommentId: var left }] && left == one.Id);
        await dora.Hears($"comment: {emil.Username} {fay.Username} +0");
        await dora.Do(HttpMethod.Delete, $"/api/comments/{one.Id}");
        await dora.Hears($"comment: {fay.Username} +0");
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest()
    {
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        var posts = new List<Guid>();
        for (var i = 0; i < 5; i++)
            posts.Insert(0, (await dora.Post($"Post {i}")).Id);
        foreach (var post in Enumerable.Reverse(posts))
            await emil.Like(post);
        await SystemFixture.Eventually(async () => await dora.Unread() == 5);

        var read = new List<Guid>();
        for (string? cursor = null; ; )
        {
            var page = await dora.Notifications(2, cursor);
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
            people[i] = await system.Register($"fan{i}");
        return people;
    }
}
