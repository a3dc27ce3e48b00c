using System.Globalization;
using System.Net;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Posts;

public sealed record TagAnswer(string Tag, int Posts);

public sealed record FoundAnswer(Page<ProfileAnswer>? People, Page<PostAnswer>? Posts, Page<TagAnswer>? Tags);

public sealed class SearchTests(SystemFixture system)
{
    static Task<FoundAnswer> SearchAsync(Person person, string q, string rest) =>
        person.GetAsync<FoundAnswer>($"/api/search?q={Uri.EscapeDataString(q)}&{rest}");

    static async Task<List<Guid>> PostsAsync(Person person, string q)
    {
        List<Guid> all = [];
        string? next = null;
        do
        {
            var page = (await SearchAsync(person, q, "type=posts&limit=2" + (next is null ? "" : $"&cursor={next}"))).Posts!;
            all.AddRange(page.Items.Select(p => p.Id));
            next = page.Next;
        } while (next is not null);
        return all;
    }

    [Fact]
    public async Task Posts_are_found_by_their_words_newest_first()
    {
        var word = $"\u00fcbung{Random.Shared.Next(1_000_000)}";
        var hill = await system.Alice.PostAsync($"A {word} on the hill");
        var sea = await system.Bob.PostAsync($"{word.ToUpperInvariant()} by the sea, #wet");
        var both = await system.Carol.PostAsync($"u\u0308{word[1..]}: hill and sea");

        Assert.Equal([both.Id, sea.Id, hill.Id], await PostsAsync(system.Alice, word));
        Assert.Equal([both.Id, hill.Id], await PostsAsync(system.Alice, $"{word} hill"));
        Assert.Equal([hill.Id], await PostsAsync(system.Alice, $"{word} \"the hill\""));
        Assert.Equal([hill.Id], await PostsAsync(system.Alice, $"{word} -sea"));
        Assert.Equal([sea.Id], await PostsAsync(system.Alice, $"{word} #wet"));
        Assert.Empty(await PostsAsync(system.Alice, $"{word} nowhere"));
        Assert.Empty(await PostsAsync(system.Alice, "!&|()'\"<->*:\\"));

        await system.Bob.DoAsync(HttpMethod.Delete, $"/api/posts/{sea.Id}");
        Assert.Equal([both.Id, hill.Id], await PostsAsync(system.Alice, word));
    }

    [Theory]
    [InlineData("https://en.wikipedia.org/wiki/{0}_(bar)?x=1", "{0}")]
    [InlineData("https://en.wikipedia.org/wiki/{0}_(bar)?x=1", "wikipedia {0}")]
    [InlineData("https://en.wikipedia.org/wiki/{0}_(bar)?x=1", "https://en.wikipedia.org/wiki/{0}_(bar)?x=1")]
    [InlineData("https://en.wikipedia.org/wiki/{0}_(bar)?x=1", "wikipedia.org/wiki/{0}")]
    [InlineData("{0} \u79c1\u306f\u6771\u4eac\u90fd\u3078\u884c\u304f", "{0} \u6771\u4eac")]
    [InlineData("{0} \u79c1\u306f\u6771\u4eac\u90fd\u3078\u884c\u304f", "{0} \u6771\u4eac\u90fd")]
    [InlineData("{0} \u79c1\u306f\u6771\u4eac\u90fd\u3078\u884c\u304f", "{0} \u90fd")]
    [InlineData(
        "{0} \u0e09\u0e31\u0e19\u0e23\u0e31\u0e01\u0e40\u0e21\u0e37\u0e2d\u0e07\u0e44\u0e17\u0e22",
        "{0} \u0e40\u0e21\u0e37\u0e2d\u0e07"
    )]
    [InlineData("{0} \uc11c\uc6b8\uc5d0\uc11c", "{0} \uc11c\uc6b8")]
    [InlineData("{0} Stra\u00dfe", "{0} STRASSE")]
    [InlineData("{0} \u039b\u039f\u0393\u039f\u03a3", "{0} \u03bb\u03bf\u03b3\u03bf\u03c2")]
    [InlineData("{0} \u0645\u06cc\u200c\u0631\u0648\u0645", "{0} \u0645\u06cc\u0631\u0648\u0645")]
    public async Task What_was_posted_is_found(string text, string question)
    {
        var word = $"word{Guid.NewGuid():N}";
        var post = await system.Alice.PostAsync(string.Format(CultureInfo.InvariantCulture, text, word));
        Assert.Equal([post.Id], await PostsAsync(system.Bob, string.Format(CultureInfo.InvariantCulture, question, word)));
    }

    [Theory]
    [InlineData("{0} \u6771\u4eac\u90fd", "{0} \u4eac\u6771")]
    [InlineData("{0} \u6771\u4eac\u90fd", "{0} -\u4eac\u90fd")]
    [InlineData("https://ex.com/{0}/b", "ex.com/b/{0}")]
    [InlineData("{0}", "-{0}")]
    public async Task What_was_not_posted_is_not_found(string text, string question)
    {
        var word = $"word{Guid.NewGuid():N}";
        await system.Alice.PostAsync(string.Format(CultureInfo.InvariantCulture, text, word));
        Assert.Empty(await PostsAsync(system.Bob, string.Format(CultureInfo.InvariantCulture, question, word)));
    }

    [Fact]
    public async Task Tags_are_found_by_their_beginning_with_those_most_used_first()
    {
        var stem = $"\u043c\u043e\u0440\u0435_{Random.Shared.Next(1_000_000)}";
        await system.Alice.PostAsync($"#{stem}\u0430 #{stem}\u0431");
        await system.Bob.PostAsync($"#{stem.ToUpperInvariant()}\u0411");

        var found = await SearchAsync(system.Carol, $"#{stem[..^2].ToUpperInvariant()}", "type=tags");

        Assert.Equal(
            [new($"{stem}\u0431", 2), new($"{stem}\u0430", 1)],
            found.Tags!.Items.Where(t => t.Tag.StartsWith(stem, StringComparison.Ordinal))
        );
        Assert.Null(found.Posts);
        // An underscore stands for itself.
        Assert.Empty((await SearchAsync(system.Carol, stem.Replace('_', 'x'), "type=tags")).Tags!.Items);
        var all = await SearchAsync(system.Carol, stem, "");
        Assert.All([all.People is null, all.Posts is null, all.Tags is null], Assert.False);
    }

    [Theory]
    [InlineData("type=posts&cursor=%21", HttpStatusCode.BadRequest)]
    [InlineData("type=tags&limit=101", HttpStatusCode.UnprocessableEntity)]
    [InlineData("type=tags&cursor=AAAA", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_a_page_is_refused(string rest, HttpStatusCode status)
    {
        using var answer = await system.Alice.Api.GetAsync($"/api/search?q=sea&{rest}");
        Assert.Equal(status, answer.StatusCode);
    }
}
