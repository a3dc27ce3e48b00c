using System.Net;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Posts;

public sealed class PostTests(SystemFixture system)
{
    [Fact]
    public async Task Pages_of_a_persons_posts_hold_each_once_newest_first()
    {
        var dora = await system.RegisterAsync("dora");
        List<Guid> written = [];
        for (var i = 0; i < 7; i++)
            written.Insert(0, (await dora.PostAsync($"Number {i}")).Id);

        List<Guid> read = [];
        string? next = null;
        do
        {
            var page = await system.Bob.PostsAsync(dora.Username, 3, next);
            Assert.InRange(page.Items.Count, 1, 3);
            read.AddRange(page.Items.Select(p => p.Id));
            next = page.Next;
        } while (next is not null);

        Assert.Equal(written, read);
        Assert.Equal(7, (await system.Bob.ProfileAsync(dora.Username)).Posts);
        using var malformed = await system.Bob.Api.GetAsync($"/api/profiles/{dora.Username}/posts?cursor=%21%21");
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
    }

    [Fact]
    public async Task A_deleted_post_is_gone_with_its_images_and_stays_so()
    {
        var post = await system.Alice.SendAsync("Soon gone", [("a.png", Pictures.Png(300, 200))]).PostAsync();
        var path = $"/api/posts/{post.Id}";
        await SystemFixture.EventuallyAsync(async () => (await system.Bob.FeedAsync()).Items.Any(p => p.Id == post.Id));
        using var anothers = await system.Bob.SendAsync(HttpMethod.Delete, path, null);
        Assert.Equal(HttpStatusCode.Forbidden, anothers.StatusCode);

        await system.Alice.DoAsync(HttpMethod.Delete, path);
        await system.Alice.DoAsync(HttpMethod.Delete, path);

        using var gone = await system.Bob.Api.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var image = await system.Api.GetAsync(post.Images[0].Url);
        Assert.Equal(HttpStatusCode.NotFound, image.StatusCode);
        using var absent = await system.Bob.SendAsync(HttpMethod.Delete, $"/api/posts/{Guid.NewGuid()}", null);
        Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        var id = Guid.Parse(post.Images[0].Url.Split('/')[^1]).ToString("N");
        await SystemFixture.EventuallyAsync(async () =>
            !(await StoredMedia.LoadAsync(system)).Objects.Any(o => o.Contains(id, StringComparison.Ordinal))
        );
        await SystemFixture.EventuallyAsync(async () => (await system.Bob.FeedAsync()).Items.All(p => p.Id != post.Id));
    }

    [Fact]
    public async Task A_request_that_is_repeated_by_its_key_is_answered_again()
    {
        var key = Guid.NewGuid().ToString();
        var picture = Pictures.Png(120, 80);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => system.Carol.SendAsync("Once", [("a.png", picture)], key: key).PostAsync())
        );

        var id = Assert.Single(answers.Select(p => p.Id).Distinct());
        Assert.Single(answers.Select(p => p.Images[0].Url).Distinct());
        var again = await system.Carol.SendAsync("Once", [("a.png", picture)], key: key).PostAsync();
        Assert.Equal(id, again.Id);
        using var other = await system.Carol.SendAsync("Twice", [("a.png", picture)], key: key);
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.NotEqual(id, (await system.Bob.SendAsync("Once", [("a.png", picture)], key: key).PostAsync()).Id);
        Assert.Single((await system.Carol.PostsAsync(system.Carol.Username, 100)).Items, p => p.Text == "Once");
        var mine = Guid.Parse(answers[0].Images[0].Url.Split('/')[^1]);
        Assert.Equal(
            2,
            (await StoredMedia.LoadAsync(system)).Objects.Count(o => o.StartsWith(mine.ToString("N"), StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_new_avatar_takes_the_place_of_the_old_one()
    {
        var erin = await system.RegisterAsync("erin");
        var first = await AvatarAsync(erin, Pictures.Jpeg(900, 600));
        var second = await AvatarAsync(erin, Pictures.Png(200, 300));

        Assert.NotEqual(first, second);
        using var shown = await system.Api.GetAsync(second);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        await SystemFixture.EventuallyAsync(async () =>
        {
            using var old = await system.Api.GetAsync(first);
            return old.StatusCode == HttpStatusCode.NotFound;
        });
        using var program = await erin.SendAsync(HttpMethod.Put, "/api/profiles/me/avatar", Form("me.png", Pictures.Program()));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, program.StatusCode);
        Assert.Equal(second, (await erin.ProfileAsync(erin.Username)).AvatarUrl);
    }

    static async Task<string> AvatarAsync(Person person, byte[] picture)
    {
        using var answer = await person.SendAsync(HttpMethod.Put, "/api/profiles/me/avatar", Form("me.png", picture));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await person.ProfileAsync(person.Username)).AvatarUrl!;
    }

    static MultipartFormDataContent Form(string name, byte[] picture) => new() { { new ByteArrayContent(picture), "image", name } };
}
