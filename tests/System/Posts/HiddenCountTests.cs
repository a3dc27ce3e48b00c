using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Profiles;

namespace Social.Tests.WholeSystem.Posts;

/// <summary>What a block hides is not counted either.</summary>
public sealed class HiddenCountTests(SystemFixture system)
{
    [Fact]
    public async Task Likes_and_comments_are_counted_as_their_lists_show_them()
    {
        var (dora, emil, fay) = (await system.Register("dora"), await system.Register("emil"), await system.Register("fay"));
        await dora.Follow(fay.Username);
        var post = await fay.Post("Liked by many");
        foreach (var person in (Person[])[dora, emil])
        {
            await person.Like(post.Id);
            await person.Comment(post.Id, "Fine");
        }
        await emil.Comment(post.Id, "Very fine");
        Assert.Equal((2, 3), await Counts(dora));

        await dora.Block(emil.Username);

        await SystemFixture.Eventually(async () => await Counts(dora) == (1, 1) && await Counts(emil) == (1, 2));
        Assert.Equal((2, 3), await Counts(fay));
        Assert.Single((await dora.Comments(post.Id)).Items);
        var home = (await dora.Feed()).Items.Single(p => p.Id == post.Id);
        Assert.Equal((1, 1), (home.Likes, home.Comments));
        var listed = (await dora.Posts(fay.Username)).Items.Single(p => p.Id == post.Id);
        Assert.Equal((1, 1), (listed.Likes, listed.Comments));
        await dora.Do(HttpMethod.Delete, $"/api/profiles/{emil.Username}/block");
        await SystemFixture.Eventually(async () => await Counts(dora) == (2, 3));

        async Task<(int, int)> Counts(Person reader)
        {
            var read = await reader.Read(post.Id);
            return (read.Likes, read.Comments);
        }
    }
}
