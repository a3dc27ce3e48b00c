using System.Net;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Posts;

public sealed class ExploreTests(SystemFixture system)
{
    static async Task<List<PostAnswer>> AllAsync(Person person, string path)
    {
        List<PostAnswer> all = [];
        string? next = null;
        do
        {
            var page = await person.GetAsync<Page<PostAnswer>>($"{path}?limit=2" + (next is null ? "" : $"&cursor={next}"));
            Assert.True(page.Items.Count <= 2);
            all.AddRange(page.Items);
            next = page.Next;
        } while (next is not null);
        return all;
    }

    [Fact]
    public async Task A_tags_posts_are_read_newest_first_each_once_in_any_case_and_script()
    {
        // Composed and decomposed, large and small: one tag.
        var tag = $"caf\u00e9{Random.Shared.Next(1_000_000)}";
        List<Guid> written = [];
        for (var i = 0; i < 5; i++)
            written.Insert(
                0,
                (await system.Alice.PostAsync($"{i} #{(i % 2 == 0 ? tag.ToUpperInvariant() : tag.Replace("\u00e9", "e\u0301"))}")).Id
            );
        var deleted = await system.Bob.PostAsync($"Not for long #{tag}");
        await system.Bob.DoAsync(HttpMethod.Delete, $"/api/posts/{deleted.Id}");

        Assert.Equal(written, (await AllAsync(system.Carol, $"/api/tags/{Uri.EscapeDataString(tag)}")).Select(p => p.Id));
        Assert.Empty(await AllAsync(system.Carol, $"/api/tags/{Uri.EscapeDataString(tag[..^1])}"));
        using var malformed = await system.Carol.Api.GetAsync($"/api/tags/{Uri.EscapeDataString(tag)}?cursor=%21");
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
    }

    [Fact]
    public async Task Explore_shows_the_latest_of_everyone_but_me()
    {
        var stranger = await system.RegisterAsync("stranger");
        var (mine, theirs) = (await system.Alice.PostAsync("Mine"), await stranger.PostAsync("Somebody else's"));
        await system.Alice.LikeAsync(theirs.Id);

        var page = await system.Alice.GetAsync<Page<PostAnswer>>("/api/explore?limit=50");

        Assert.DoesNotContain(page.Items, p => p.Author.Id == system.Alice.Id);
        Assert.True(Assert.Single(page.Items, p => p.Id == theirs.Id).LikedByMe);
        Assert.Equal(page.Items.Select(p => p.Id).OrderDescending(), page.Items.Select(p => p.Id));
        Assert.Contains((await stranger.GetAsync<Page<PostAnswer>>("/api/explore?limit=50")).Items, p => p.Id == mine.Id);
    }
}
