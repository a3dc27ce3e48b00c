using System.Net;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Profiles;

namespace Social.Tests.WholeSystem.Posts;

/// <summary>People of whom one has blocked or muted the other.</summary>
public sealed class ApartTests(SystemFixture system)
{
    static async Task<bool> Shows(Person person, string path, Guid post) =>
        (await person.Get<Page<PostAnswer>>(path)).Items.Any(p => p.Id == post);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_block_hides_each_from_the_other_everywhere_and_at_once(bool blocks)
    {
        var (ann, ben) = (await system.Register("ann"), await system.Register("ben"));
        var tag = $"apart{Random.Shared.Next(1_000_000)}";
        var post = await ann.Post($"Hello #{tag}");
        var shared = await system.Alice.Post($"Everyone, @{ben.Username}?");
        var comment = await ann.Comment(shared.Id, $"Yes, @{ben.Username}");
        await ann.Like(shared.Id);
        Assert.Single(comment.Mentions);

        await (blocks ? ben.Block(ann.Username) : ann.Block(ben.Username));

        // Nothing is waited for: what a service has not heard of yet, the gateway leaves out.
        foreach (var path in (string[])[$"/api/tags/{tag}", "/api/explore?limit=50"])
            Assert.False(await Shows(ben, path, post.Id), path);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Api.GetAsync($"/api/posts/{post.Id}")).StatusCode);
        Assert.Empty((await ben.Comments(shared.Id)).Items);
        Assert.Empty((await ben.Get<Page<ProfileAnswer>>($"/api/posts/{shared.Id}/likes")).Items);
        Assert.True(await Shows(system.Alice, $"/api/tags/{tag}", post.Id));
        await SystemFixture.Eventually(async () =>
            (await ben.Send(HttpMethod.Put, $"/api/posts/{post.Id}/like", null)).StatusCode == HttpStatusCode.NotFound
        );
        Assert.Equal(HttpStatusCode.NotFound, (await ben.SendComment(post.Id, "Ann?")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Send(HttpMethod.Delete, $"/api/comments/{comment.Id}", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Send(HttpMethod.Delete, $"/api/posts/{post.Id}", null)).StatusCode);
        Assert.Empty((await ann.Get<MentioningPost>($"/api/posts/{(await ann.Post($"@{ben.Username}")).Id}")).Mentions);
        Assert.Equal(1, (await system.Alice.Read(shared.Id)).Comments);

        await (blocks ? ben.Unblock(ann.Username) : ann.Unblock(ben.Username));

        await SystemFixture.Eventually(async () => await Shows(ben, $"/api/tags/{tag}", post.Id));
        await ben.Like(post.Id);
        Assert.Single((await ben.Comments(shared.Id)).Items);
    }

    [Fact]
    public async Task Who_is_muted_is_only_not_come_across()
    {
        var (ann, ben) = (await system.Register("ann"), await system.Register("ben"));
        var tag = $"muted{Random.Shared.Next(1_000_000)}";
        // Whatever else was written here so far: somebody is left to come across.
        await system.Alice.Post("Somebody else's");
        var post = await ann.Post($"Hello #{tag}");
        Assert.True(await Shows(ben, "/api/explore?limit=50", post.Id));

        await ben.Mute(ann.Username);

        Assert.False(await Shows(ben, "/api/explore?limit=50", post.Id));
        Assert.True(await Shows(ben, $"/api/tags/{tag}", post.Id));
        Assert.Equal(post.Id, (await ben.Read(post.Id)).Id);
        Assert.True(await Shows(ann, $"/api/profiles/{ann.Username}/posts", post.Id));
        // Full pages once the event has come: not the gateway alone leaves them out.
        await SystemFixture.Eventually(async () => (await ben.Get<Page<PostAnswer>>("/api/explore?limit=1")).Items.Count == 1);
        await ben.Unmute(ann.Username);
        await SystemFixture.Eventually(() => Shows(ben, "/api/explore?limit=50", post.Id));
    }
}
