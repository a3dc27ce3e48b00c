using System.Net;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Profiles;

public sealed class ProfileTests(SystemFixture system)
{
    [Fact]
    public async Task A_new_person_has_a_profile_that_others_read()
    {
        var dora = await system.RegisterAsync("dora");

        var seen = await system.Alice.ProfileAsync(dora.Username);

        Assert.Equal(dora.Id, seen.Id);
        Assert.Equal(dora.Session.User.DisplayName, seen.DisplayName);
        Assert.Equal((0, 0, false, false), (seen.Followers, seen.Following, seen.IsFollowed, seen.FollowsMe));
    }

    [Fact]
    public async Task What_is_edited_is_read_back_trimmed_and_the_rest_stays()
    {
        var dora = await system.RegisterAsync("dora");

        await dora.DoAsync(HttpMethod.Patch, "/api/profiles/me", new { displayName = "  Dora the Second " });
        await dora.DoAsync(HttpMethod.Patch, "/api/profiles/me", new { bio = "Two lines\nof it" });

        var seen = await system.Alice.ProfileAsync(dora.Username);
        Assert.Equal(("Dora the Second", "Two lines\nof it"), (seen.DisplayName, seen.Bio));
    }

    [Fact]
    public async Task A_blank_name_and_a_long_bio_are_refused_by_field_and_change_nothing()
    {
        var dora = await system.RegisterAsync("dora");

        var refusal = await RefusedAsync(() =>
            dora.DoAsync(HttpMethod.Patch, "/api/profiles/me", new { displayName = "   ", bio = new string('x', 501) })
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refusal.StatusCode);
        Assert.Contains("\"displayName\"", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("\"bio\"", refusal.Message, StringComparison.Ordinal);
        var after = await dora.ProfileAsync(dora.Username);
        Assert.Equal((dora.Session.User.DisplayName, ""), (after.DisplayName, after.Bio));
    }

    [Fact]
    public async Task A_name_belongs_to_one_person()
    {
        using var again = await Person.AskToRegisterAsync(system.Api, system.Alice.Username);

        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task Of_many_who_want_a_name_at_once_one_gets_it()
    {
        var name = $"wanted{Random.Shared.Next(1_000_000)}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => StatusAsync(name)));

        Assert.Equal(1, answers.Count(a => a == HttpStatusCode.Created));
        Assert.Equal(4, answers.Count(a => a == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Who_is_not_there_is_not_found()
    {
        var refusal = await RefusedAsync(() => system.Alice.ProfileAsync("nobody.of.this.name"));

        Assert.Equal(HttpStatusCode.NotFound, refusal.StatusCode);
    }

    [Fact]
    public async Task Nobody_reads_profiles_without_a_token()
    {
        using var answer = await system.Api.GetAsync($"/api/profiles/{system.Alice.Username}");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task People_are_found_by_how_their_names_begin_in_pages()
    {
        var stem = $"find{Random.Shared.Next(1_000_000)}";
        foreach (var letter in "abc")
            await system.RegisterAsync($"{stem}{letter}");

        var first = await system.Alice.GetAsync<Page<ProfileAnswer>>($"/api/profiles?q={stem.ToUpperInvariant()}&limit=2");
        var second = await system.Alice.GetAsync<Page<ProfileAnswer>>(
            $"/api/profiles?q={stem}&limit=2&cursor={Uri.EscapeDataString(first.Next!)}"
        );

        Assert.Equal([$"{stem}a", $"{stem}b", $"{stem}c"], first.Items.Concat(second.Items).Select(p => p.Username));
        Assert.Null(second.Next);
    }

    async Task<HttpStatusCode> StatusAsync(string name)
    {
        using var answer = await Person.AskToRegisterAsync(system.Api, name);
        return answer.StatusCode;
    }

    static Task<HttpRequestException> RefusedAsync(Func<Task> call) => Assert.ThrowsAsync<HttpRequestException>(call);
}
