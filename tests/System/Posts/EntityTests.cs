using System.Net;
using System.Net.Http.Json;
using Social.Tests.WholeSystem.Auth;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Posts;

public sealed record EntityAnswer(string Kind, int Start, int End, string Value);

public sealed record EntitiesAnswer(Guid Id, string Text, IReadOnlyList<EntityAnswer> Entities);

public sealed record BioAnswer(string Bio, IReadOnlyList<EntityAnswer> BioEntities);

/// <summary>What of a text leads somewhere, and what is no text. The grammar's own tests are those of ServiceDefaults.</summary>
public sealed class EntityTests(SystemFixture system)
{
    [Fact]
    public async Task Posts_comments_and_bios_say_where_their_mentions_tags_and_links_are()
    {
        var bob = system.Bob.Username;
        var text = $"\ud83d\ude00 @{bob.ToUpperInvariant()}. @nobody_of_that_name #Stra\u00dfe https://ex.com/?u=@{bob}, ok";
        string[] expected =
        [
            $"mention @{bob.ToUpperInvariant()} {bob}",
            "tag #Stra\u00dfe Stra\u00dfe",
            $"link https://ex.com/?u=@{bob} https://ex.com/?u=@{bob}",
        ];

        using var sent = await system.Alice.SendAsync(text);
        var post = (await sent.Content.ReadFromJsonAsync<EntitiesAnswer>())!;
        Assert.Equal(expected, Shown(post.Text, post.Entities));
        Assert.Equal(2, post.Entities[0].Start);
        // From the database, and then from the cache.
        for (var i = 0; i < 2; i++)
            Assert.Equal(post.Entities, (await system.Carol.GetAsync<EntitiesAnswer>($"/api/posts/{post.Id}")).Entities);

        using var commented = await system.Alice.SendCommentAsync(post.Id, text);
        var comment = (await commented.Content.ReadFromJsonAsync<EntitiesAnswer>())!;
        Assert.Equal(post.Entities, comment.Entities);
        var listed = Assert.Single((await system.Bob.GetAsync<Page<EntitiesAnswer>>($"/api/posts/{post.Id}/comments")).Items);
        Assert.Equal(post.Entities, listed.Entities);

        var dora = await system.RegisterAsync("dora");
        await dora.DoAsync(HttpMethod.Patch, "/api/profiles/me", new { bio = "\ud83c\udfa8 #art https://ex.com/dora" });
        var bio = await system.Alice.GetAsync<BioAnswer>($"/api/profiles/{dora.Username}");
        Assert.Equal(["tag #art art", "link https://ex.com/dora https://ex.com/dora"], Shown(bio.Bio, bio.BioEntities));
    }

    [Fact]
    public async Task A_mention_is_one_as_long_as_the_reader_may_see_the_person()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        var post = await system.Alice.PostAsync($"Ask @{emil.Username}");
        Assert.Single((await dora.GetAsync<EntitiesAnswer>($"/api/posts/{post.Id}")).Entities);

        await emil.DoAsync(HttpMethod.Put, $"/api/profiles/{dora.Username}/block");

        Assert.Empty((await dora.GetAsync<EntitiesAnswer>($"/api/posts/{post.Id}")).Entities);
    }

    [Theory]
    [InlineData("\u039b\u039f\u0393\u039f\u03a3", "\u03bb\u03bf\u03b3\u03bf\u03c2", "\u039b\u039f\u0393\u039f\u03a3")]
    [InlineData("\u0130zmir", "izmir", "\u0130zmir")]
    [InlineData("Stra\u00dfe", "STRASSE", "Stra\u00dfe")]
    [InlineData("\u1112\u1161\u11ab\u1100\u1173\u11af", "\ud55c\uae00", "\ud55c\uae00")]
    [InlineData(
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    )]
    public async Task A_tag_is_found_in_any_case_and_shown_as_it_is_written(string written, string asked, string shown)
    {
        var number = Random.Shared.Next(1_000_000);
        var post = await system.Alice.PostAsync($"\uff03{written}{number}");

        var found = await system.Bob.GetAsync<Page<PostAnswer>>($"/api/tags/{Uri.EscapeDataString(asked + number)}");

        Assert.Equal(post.Id, Assert.Single(found.Items).Id);
        Assert.Equal([shown + number], found.Items[0].Tags);
    }

    [Theory]
    [InlineData("\u200b\u200d\u2060")]
    [InlineData("\u3164")]
    [InlineData("\u2800\u2800")]
    [InlineData("\u200e\u202e\u2069")]
    [InlineData("a\u0316\u0316\u0316\u0316\u0316\u0316\u0316\u0316\u0316")]
    public async Task Texts_and_names_of_nothing_or_of_piled_marks_are_refused(string text)
    {
        var post = await system.Alice.PostAsync("Something");
        await RefusedAsync(system.Alice.SendAsync(text), "text");
        await RefusedAsync(system.Alice.SendCommentAsync(post.Id, text), "text");
        await RefusedAsync(system.Alice.AskAsync(HttpMethod.Patch, "/api/profiles/me", new { displayName = text }), "displayName");
        var registration = new
        {
            username = AuthRequests.Fresh(),
            displayName = text,
            password = Person.Password,
        };
        await RefusedAsync(system.Api.PostAsJsonAsync("/api/auth/register", registration), "displayName");
    }

    [Fact]
    public async Task A_text_is_as_long_as_people_count_it()
    {
        // Two code points of four code units each.
        var flags = string.Concat(Enumerable.Repeat("\ud83c\udde9\ud83c\uddea", 1_000));
        Assert.Equal(flags, (await system.Alice.SendAsync(flags).PostAsync()).Text);
        await RefusedAsync(system.Alice.SendCommentAsync((await system.Alice.PostAsync("Flags")).Id, flags + "!"), "text");
    }

    static async Task RefusedAsync(Task<HttpResponseMessage> asked, string field)
    {
        using var answer = await asked;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal([field], await answer.FieldsAsync());
    }

    static IEnumerable<string> Shown(string text, IReadOnlyList<EntityAnswer> entities)
    {
        var points = text.EnumerateRunes().ToArray();
        return entities.Select(e => $"{e.Kind} {string.Concat(points[e.Start..e.End])} {e.Value}");
    }
}
