using System.Net;
using System.Net.Http.Json;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Posts;

public sealed record EditAnswer(string Text, DateTimeOffset WrittenAt);

public sealed class EditTests(SystemFixture system)
{
    static Task<HttpResponseMessage> EditAsync(Person person, Guid post, string text) =>
        person.SendAsync(HttpMethod.Patch, $"/api/posts/{post}", JsonContent.Create(new { text }));

    [Fact]
    public async Task What_a_post_said_before_is_kept_for_its_author()
    {
        var tag = $"first{Random.Shared.Next(1_000_000)}";
        var post = await system.Alice.PostAsync($"One #{tag}");
        var second = await EditAsync(system.Alice, post.Id, $"Two #{tag} #second{tag}").PostAsync();
        var third = await EditAsync(system.Alice, post.Id, "Three #Third\u00c9").PostAsync();

        Assert.Null(post.EditedAt);
        Assert.NotNull(second.EditedAt);
        Assert.True(third.EditedAt > second.EditedAt);
        var read = await system.Bob.ReadAsync(post.Id);
        Assert.Equal(("Three #Third\u00c9", third.EditedAt, post.CreatedAt), (read.Text, read.EditedAt, read.CreatedAt));
        Assert.Equal(["Third\u00c9"], read.Tags);
        Assert.Empty((await system.Bob.GetAsync<Page<PostAnswer>>($"/api/tags/{tag}")).Items);
        Assert.Contains((await system.Bob.GetAsync<Page<PostAnswer>>("/api/tags/THIRD%C3%89")).Items, p => p.Id == post.Id);

        var edits = await system.Alice.GetAsync<Page<EditAnswer>>($"/api/posts/{post.Id}/edits?limit=1");
        Assert.Equal(new EditAnswer(second.Text, second.EditedAt!.Value), Assert.Single(edits.Items));
        edits = await system.Alice.GetAsync<Page<EditAnswer>>($"/api/posts/{post.Id}/edits?cursor={edits.Next}");
        Assert.Equal(new EditAnswer(post.Text, post.CreatedAt), Assert.Single(edits.Items));
        Assert.Null(edits.Next);
        using var anothers = await system.Bob.Api.GetAsync($"/api/posts/{post.Id}/edits");
        Assert.Equal(HttpStatusCode.Forbidden, anothers.StatusCode);
    }

    [Fact]
    public async Task Edits_at_once_lose_no_text()
    {
        var post = await system.Alice.PostAsync("Version 0");
        var texts = Enumerable.Range(1, 10).Select(i => $"Version {i}").ToList();

        await Task.WhenAll(texts.Select(text => EditAsync(system.Alice, post.Id, text).PostAsync()));

        var kept = (await system.Alice.GetAsync<Page<EditAnswer>>($"/api/posts/{post.Id}/edits")).Items.Select(e => e.Text);
        Assert.Equal(texts.Append(post.Text).Order(), kept.Append((await system.Bob.ReadAsync(post.Id)).Text).Order());
    }

    [Fact]
    public async Task The_same_text_again_is_no_edit()
    {
        var post = await system.Alice.PostAsync("As it is");

        var same = await EditAsync(system.Alice, post.Id, "  As it is\n").PostAsync();

        Assert.Null(same.EditedAt);
        Assert.Empty((await system.Alice.GetAsync<Page<EditAnswer>>($"/api/posts/{post.Id}/edits")).Items);
    }

    [Fact]
    public async Task Only_its_author_edits_a_post_and_not_to_nothing()
    {
        var post = await system.Alice.PostAsync("Mine");
        using var strangers = await EditAsync(system.Bob, post.Id, "Yours");
        Assert.Equal(HttpStatusCode.Forbidden, strangers.StatusCode);
        using var empty = await EditAsync(system.Alice, post.Id, " ");
        Assert.Equal(HttpStatusCode.UnprocessableContent, empty.StatusCode);
        using var tooLong = await EditAsync(system.Alice, post.Id, new string('x', 2_201));
        Assert.Equal(HttpStatusCode.UnprocessableContent, tooLong.StatusCode);
        using var absent = await EditAsync(system.Alice, Guid.NewGuid(), "Nothing");
        Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        Assert.Equal("Mine", (await system.Bob.ReadAsync(post.Id)).Text);

        // A photo speaks for itself.
        var photo = await system.Alice.SendAsync("Look", [("a.png", Pictures.Png(60, 40))]).PostAsync();
        Assert.Equal("", (await EditAsync(system.Alice, photo.Id, "").PostAsync()).Text);
        Assert.Single((await system.Bob.ReadAsync(photo.Id)).Images);
    }
}
