using System.Net;
using Social.ServiceDefaults;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Profiles;

namespace Social.Tests.WholeSystem.Posts;

/// <summary>People of whom one has blocked or muted the other.</summary>
public sealed class ApartTests(SystemFixture system)
{
    static async Task<bool> ShowsAsync(Person person, string path, Guid post) =>
        (await person.GetAsync<Page<PostAnswer>>(path)).Items.Any(p => p.Id == post);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_block_hides_each_from_the_other_everywhere_and_at_once(bool blocks)
    {
        var (ann, ben) = (await system.RegisterAsync("ann"), await system.RegisterAsync("ben"));
        var tag = $"apart{Random.Shared.Next(1_000_000)}";
        var post = await ann.PostAsync($"Hello #{tag}");
        var shared = await system.Alice.PostAsync($"Everyone, @{ben.Username}?");
        var comment = await ann.CommentAsync(shared.Id, $"Yes, @{ben.Username}");
        await ann.LikeAsync(shared.Id);
        Assert.Single(comment.Mentions);

        // What a service has not heard of yet, the gateway leaves out.
        await using (await HeldBlocks.LockAsync(system, Names.PostDb))
        {
            await (blocks ? ben.BlockAsync(ann.Username) : ann.BlockAsync(ben.Username));

            foreach (var path in (string[])[$"/api/tags/{tag}", "/api/explore?limit=50"])
                Assert.False(await ShowsAsync(ben, path, post.Id), path);
            foreach (var path in (string[])[$"/api/posts/{post.Id}", $"/api/posts/{post.Id}/comments", $"/api/posts/{post.Id}/likes"])
                Assert.Equal(HttpStatusCode.NotFound, (await ben.Api.GetAsync(path)).StatusCode);
            Assert.Empty((await ben.CommentsAsync(shared.Id)).Items);
            Assert.Empty((await ben.GetAsync<Page<ProfileAnswer>>($"/api/posts/{shared.Id}/likes")).Items);
        }
        Assert.True(await ShowsAsync(system.Alice, $"/api/tags/{tag}", post.Id));
        await SystemFixture.EventuallyAsync(async () =>
            (await ben.SendAsync(HttpMethod.Put, $"/api/posts/{post.Id}/like", null)).StatusCode == HttpStatusCode.NotFound
        );
        Assert.Equal(HttpStatusCode.NotFound, (await ben.SendCommentAsync(post.Id, "Ann?")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.SendAsync(HttpMethod.Delete, $"/api/comments/{comment.Id}", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.SendAsync(HttpMethod.Delete, $"/api/posts/{post.Id}", null)).StatusCode);
        Assert.Empty((await ann.GetAsync<MentioningPost>($"/api/posts/{(await ann.PostAsync($"@{ben.Username}")).Id}")).Mentions);
        Assert.Equal(1, (await system.Alice.ReadAsync(shared.Id)).Comments);

        await (blocks ? ben.UnblockAsync(ann.Username) : ann.UnblockAsync(ben.Username));

        await SystemFixture.EventuallyAsync(async () => await ShowsAsync(ben, $"/api/tags/{tag}", post.Id));
        await ben.LikeAsync(post.Id);
        Assert.Single((await ben.CommentsAsync(shared.Id)).Items);
    }

    [Fact]
    public async Task Who_is_muted_is_only_not_come_across()
    {
        var (ann, ben) = (await system.RegisterAsync("ann"), await system.RegisterAsync("ben"));
        var tag = $"muted{Random.Shared.Next(1_000_000)}";
        // Whatever else was written here so far: somebody is left to come across.
        await system.Alice.PostAsync("Somebody else's");
        var post = await ann.PostAsync($"Hello #{tag}");
        Assert.True(await ShowsAsync(ben, "/api/explore?limit=50", post.Id));

        await ben.MuteAsync(ann.Username);

        Assert.False(await ShowsAsync(ben, "/api/explore?limit=50", post.Id));
        Assert.True(await ShowsAsync(ben, $"/api/tags/{tag}", post.Id));
        Assert.Equal(post.Id, (await ben.ReadAsync(post.Id)).Id);
        Assert.True(await ShowsAsync(ann, $"/api/profiles/{ann.Username}/posts", post.Id));
        // Full pages once the event has come: not the gateway alone leaves them out.
        await SystemFixture.EventuallyAsync(async () => (await ben.GetAsync<Page<PostAnswer>>("/api/explore?limit=1")).Items.Count == 1);
        await ben.UnmuteAsync(ann.Username);
        await SystemFixture.EventuallyAsync(() => ShowsAsync(ben, "/api/explore?limit=50", post.Id));
    }
}
