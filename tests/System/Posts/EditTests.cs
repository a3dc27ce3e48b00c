using System.Net;
using System.Net.Http.Json;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Posts;

public sealed record EditAnswer(string Text, DateTimeOffset WrittenAt);

public sealed class EditTests(SystemFixture system)
{
    static Task<HttpResponseMessage> Edit(Person person, Guid post, string text) =>
        person.Send(HttpMethod.Patch, $"/api/posts/{post}", JsonContent.Create(new { text }));

    [Fact]
    public async Task What_a_post_said_before_is_kept_for_its_author()
    {
        var tag = $"first{Random.Shared.Next(1_000_000)}";
        var post = await system.Alice.Post($"One #{tag}");
        var second = await Edit(system.Alice, post.Id, $"Two #{tag} #second{tag}").Post();
        var third = await Edit(system.Alice, post.Id, "Three #Third\u00c9").Post();

        Assert.Null(post.EditedAt);
        Assert.NotNull(second.EditedAt);
        Assert.True(third.EditedAt > second.EditedAt);
        var read = await system.Bob.Read(post.Id);
        Assert.Equal(("Three #Third\u00c9", third.EditedAt, post.CreatedAt), (read.Text, read.EditedAt, read.CreatedAt));
        Assert.Equal(["Third\u00c9"], read.Tags);
        Assert.Empty((await system.Bob.Get<Page<PostAnswer>>($"/api/tags/{tag}")).Items);
        Assert.Contains((await system.Bob.Get<Page<PostAnswer>>("/api/tags/THIRD%C3%89")).Items, p => p.Id == post.Id);

        var edits = await system.Alice.Get<Page<EditAnswer>>($"/api/posts/{post.Id}/edits?limit=1");
        Assert.Equal(new EditAnswer(second.Text, second.EditedAt!.Value), Assert.Single(edits.Items));
        edits = await system.Alice.Get<Page<EditAnswer>>($"/api/posts/{post.Id}/edits?cursor={edits.Next}");
        Assert.Equal(new EditAnswer(post.Text, post.CreatedAt), Assert.Single(edits.Items));
        Assert.Null(edits.Next);
        using var anothers = await system.Bob.Api.GetAsync($"/api/posts/{post.Id}/edits");
        Assert.Equal(HttpStatusCode.Forbidden, anothers.StatusCode);
    }

    [Fact]
    public async Task Edits_at_once_lose_no_text()
    {
        var post = await system.Alice.Post("Version 0");
        var texts = Enumerable.Range(1, 10).Select(i => $"Version {i}").ToList();

        await Task.WhenAll(texts.Select(text => Edit(system.Alice, post.Id, text).Post()));

        var kept = (await system.Alice.Get<Page<EditAnswer>>($"/api/posts/{post.Id}/edits")).Items.Select(e => e.Text);
        Assert.Equal(texts.Append(post.Text).Order(), kept.Append((await system.Bob.Read(post.Id)).Text).Order());
    }

    [Fact]
    public async Task The_same_text_again_is_no_edit()
    {
        var post = await system.Alice.Post("As it is");

        var same = await Edit(system.Alice, post.Id, "  As it is\n").Post();

        Assert.Null(same.EditedAt);
        Assert.Empty((await system.Alice.Get<Page<EditAnswer>>($"/api/posts/{post.Id}/edits")).Items);
    }

    [Fact]
    public async Task Only_its_author_edits_a_post_and_not_to_nothing()
    {
        var post = await system.Alice.Post("Mine");
        using var strangers = await Edit(system.Bob, post.Id, "Yours");
        Assert.Equal(HttpStatusCode.Forbidden, strangers.StatusCode);
        using var empty = await Edit(system.Alice, post.Id, " ");
        Assert.Equal(HttpStatusCode.UnprocessableContent, empty.StatusCode);
        using var tooLong = await Edit(system.Alice, post.Id, new string('x', 2_201));
        Assert.Equal(HttpStatusCode.UnprocessableContent, tooLong.StatusCode);
        using var absent = await Edit(system.Alice, Guid.NewGuid(), "Nothing");
        Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        Assert.Equal("Mine", (await system.Bob.Read(post.Id)).Text);

        // A photo speaks for itself.
        var photo = await system.Alice.Send("Look", [("a.png", Pictures.Png(60, 40))]).Post();
        Assert.Equal("", (await Edit(system.Alice, photo.Id, "").Post()).Text);
        Assert.Single((await system.Bob.Read(photo.Id)).Images);
    }
}
