using System.Net;
using System.Text.Json;
using Social.Tests.WholeSystem.Fixture;
using static Social.Tests.WholeSystem.Profiles.Relations;

namespace Social.Tests.WholeSystem.Profiles;

public sealed class SearchTests(SystemFixture system)
{
    [Theory]
    [InlineData("Jonh Q", "John Quimby")]
    [InlineData("quimyb", "John Quimby")]
    [InlineData("QUIMBY", "John Quimby")]
    [InlineData("elodie", "Élodie Öztürk")]
    [InlineData("ÉLODIE", "Élodie Öztürk")]
    [InlineData("ozturk", "Élodie Öztürk")]
    [InlineData("Пертов", "Иван Петров")]
    [InlineData("ИВАН", "Иван Петров")]
    [InlineData("山田", "山田 太郎")]
    [InlineData("太郎", "山田 太郎")]
    [InlineData("fulw", "Ｆｕｌｌｗｉｄｔｈ")]
    public async Task A_name_is_found_without_its_capitals_and_accents_and_with_a_slip(string typed, string name)
    {
        var dora = await system.RegisterAsync($"q{Random.Shared.Next(1_000_000)}");
        await dora.DoAsync(HttpMethod.Patch, "/api/profiles/me", new { displayName = name });

        Assert.Contains(dora.Username, await system.Alice.NamesAsync($"/api/profiles?q={Uri.EscapeDataString(typed)}"));
    }

    [Fact]
    public async Task A_username_with_two_letters_swapped_is_found()
    {
        var john = await system.RegisterAsync("john");

        Assert.Contains(john.Username, await system.Alice.NamesAsync("/api/profiles?q=jonh", 100));
    }

    [Fact]
    public async Task Who_begins_so_comes_first_then_who_is_like_it_and_pages_neither_skip_nor_double()
    {
        var stem = Word();
        foreach (var name in (string[])[$"{stem}c", $"{stem}a", $"{stem}b", $"x.{stem}", $"y.{stem}", $"z.{stem}q"])
            Assert.NotNull(await Person.RegisterAsync(system.Api, name));
        string[] expected = [$"{stem}a", $"{stem}b", $"{stem}c", $"x.{stem}", $"y.{stem}", $"z.{stem}q"];

        foreach (var limit in (int[])[1, 2, 4, 20])
            Assert.Equal(expected, (await system.Alice.NamesAsync($"/api/profiles?q={stem}", limit)).Take(6));
    }

    [Fact]
    public async Task Signs_that_mean_something_to_a_database_mean_nothing_here()
    {
        var dora = await system.RegisterAsync("dora");
        await dora.DoAsync(HttpMethod.Patch, "/api/profiles/me", new { displayName = "100%_'\\ Dora" });

        foreach (var typed in (string[])["%", "_", "'", "\\", "100%_'\\", "*", "\u0301", "\ud83d\ude00", "a/b"])
        {
            var found = await system.Alice.NamesAsync($"/api/profiles?q={Uri.EscapeDataString(typed)}");
            Assert.Equal(typed == "100%_'\\", found.Contains(dora.Username));
            Assert.DoesNotContain(system.Alice.Username, found);
        }
    }

    [Theory]
    [InlineData("cursor=!!", HttpStatusCode.BadRequest)]
    [InlineData("cursor=MC41L0A", HttpStatusCode.BadRequest)] // 0.5/@
    [InlineData("cursor=TmFOL2JvYg", HttpStatusCode.BadRequest)] // NaN/bob
    [InlineData("cursor=My9ib2I", HttpStatusCode.BadRequest)] // 3/bob
    [InlineData("limit=0", HttpStatusCode.UnprocessableEntity)]
    [InlineData("limit=101", HttpStatusCode.UnprocessableEntity)]
    public async Task A_page_that_cannot_be_is_refused(string query, HttpStatusCode status)
    {
        using var answer = await system.Alice.Api.GetAsync($"/api/profiles?q=bob&{query}");

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_text_of_more_than_a_hundred_characters_is_refused()
    {
        var text = new string('x', 101);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await RefusalAsync(() => system.Alice.NamesAsync($"/api/profiles?q={text}")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await RefusalAsync(() => system.Alice.GetAsync<object>($"/api/search?q={text}")));
        await system.Alice.NamesAsync($"/api/profiles?q={text[1..]}");
    }

    [Fact]
    public async Task The_search_of_everything_answers_the_kinds_asked_for_in_pages()
    {
        var stem = Word();
        foreach (var letter in "ab")
            await system.RegisterAsync($"{stem}{letter}");

        var first = await PeopleAsync($"q={stem}&type=people&limit=1");
        var second = await PeopleAsync($"q={stem}&type=people&limit=1&cursor={Uri.EscapeDataString(first.Next!)}");

        Assert.Equal([$"{stem}a", $"{stem}b"], first.Items.Concat(second.Items).Select(p => p.Username));
        Assert.Equal($"{stem}a", (await PeopleAsync($"q={stem}")).Items[0].Username);
    }

    [Theory]
    [InlineData("", "q")]
    [InlineData("q=%20", "q")]
    [InlineData("q=x&type=", "type")]
    [InlineData("q=x&type=people,cats", "type")]
    [InlineData("q=x&type=rooms", "type")]
    public async Task A_search_that_cannot_be_is_refused_by_field(string query, string field)
    {
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => system.Alice.GetAsync<object>($"/api/search?{query}"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refusal.StatusCode);
        Assert.Contains($"\"{field}\":", refusal.Message, StringComparison.Ordinal);
    }

    async Task<Page<ProfileAnswer>> PeopleAsync(string query) =>
        (await system.Alice.GetAsync<JsonElement>($"/api/search?{query}"))
            .GetProperty("people")
            .Deserialize<Page<ProfileAnswer>>(JsonSerializerOptions.Web)!;

    /// <summary>Letters that no other test's names share.</summary>
    static string Word() => string.Concat(Enumerable.Range(0, 12).Select(_ => (char)('a' + Random.Shared.Next(26))));
}
