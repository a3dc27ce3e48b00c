using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Profiles;

namespace Social.Tests.WholeSystem.Posts;

/// <summary>What a block hides is not counted either.</summary>
public sealed class HiddenCountTests(SystemFixture system)
{
    [Fact]
    public async Task Likes_and_comments_are_counted_as_their_lists_show_them()
    {
        var (dora, emil, fay) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"), await system.RegisterAsync("fay"));
        await dora.FollowAsync(fay.Username);
        var post = await fay.PostAsync("Liked by many");
        foreach (var person in (Person[])[dora, emil])
        {
            await person.LikeAsync(post.Id);
            await person.CommentAsync(post.Id, "Fine");
        }
        await emil.CommentAsync(post.Id, "Very fine");
        Assert.Equal((2, 3), await CountsAsync(dora));

        await dora.BlockAsync(emil.Username);

        await SystemFixture.EventuallyAsync(async () => await CountsAsync(dora) == (1, 1) && await CountsAsync(emil) == (1, 2));
        Assert.Equal((2, 3), await CountsAsync(fay));
        Assert.Single((await dora.CommentsAsync(post.Id)).Items);
        var home = (await dora.FeedAsync()).Items.Single(p => p.Id == post.Id);
        Assert.Equal((1, 1), (home.Likes, home.Comments));
        var listed = (await dora.PostsAsync(fay.Username)).Items.Single(p => p.Id == post.Id);
        Assert.Equal((1, 1), (listed.Likes, listed.Comments));
        await dora.DoAsync(HttpMethod.Delete, $"/api/profiles/{emil.Username}/block");
        await SystemFixture.EventuallyAsync(async () => await CountsAsync(dora) == (2, 3));

        async Task<(int, int)> CountsAsync(Person reader)
        {
            var read = await reader.ReadAsync(post.Id);
            return (read.Likes, read.Comments);
        }
    }
}
