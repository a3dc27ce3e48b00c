using System.Net;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Profiles;

public sealed class FollowTests(SystemFixture system)
{
    [Fact]
    public async Task Following_shows_on_both_sides_and_may_be_repeated()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));

        await dora.FollowAsync(emil.Username);
        await dora.FollowAsync(emil.Username);

        var emilByDora = await dora.ProfileAsync(emil.Username);
        var doraByEmil = await emil.ProfileAsync(dora.Username);
        Assert.Equal((1, true, false), (emilByDora.Followers, emilByDora.IsFollowed, emilByDora.FollowsMe));
        Assert.Equal((1, false, true), (doraByEmil.Following, doraByEmil.IsFollowed, doraByEmil.FollowsMe));

        await dora.UnfollowAsync(emil.Username);
        await dora.UnfollowAsync(emil.Username);

        var after = await dora.ProfileAsync(emil.Username);
        Assert.Equal((0, false), (after.Followers, after.IsFollowed));
    }

    [Theory]
    [InlineData("%20")]
    [InlineData("%09")]
    [InlineData("%01")]
    [InlineData("%40")]
    [InlineData("%E2%80%8B")]
    public async Task A_name_of_nothing_is_nobodys(string name)
    {
        foreach (var relation in (string[])["follow", "block", "mute"])
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete])
        {
            using var request = new HttpRequestMessage(method, $"/api/profiles/{name}/{relation}");
            using var answer = await system.Alice.Api.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_list_with_a_null_is_refused()
    {
        using var body = new StringContent("""{ "usernames": ["bob", null] }""", null, "application/json");
        using var answer = await system.Alice.Api.PostAsync("/api/profiles/me/following", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task Counts_are_exact_after_fifty_follows_and_unfollows_at_once()
    {
        var people = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => system.RegisterAsync($"crowd{i}x{Random.Shared.Next(1_000_000)}"))
        );
        var pairs = (from one in people from other in people where one != other select (one, other)).ToList();

        // Both directions of every pair together: what would wait for one another if locks were taken as they come.
        await Task.WhenAll(pairs.Select(p => p.one.FollowAsync(p.other.Username)));
        Assert.All(await ReadAsync(people), p => Assert.Equal((5, 5), (p.Followers, p.Following)));

        // Every other one is given up, twice at once; the rest are followed again.
        await Task.WhenAll(
            pairs.SelectMany(
                (p, i) =>
                    i % 2 == 0
                        ? [p.one.UnfollowAsync(p.other.Username), p.one.UnfollowAsync(p.other.Username)]
                        : (IEnumerable<Task>)[p.one.FollowAsync(p.other.Username)]
            )
        );

        foreach (var profile in await ReadAsync(people))
        {
            Assert.Equal(profile.Followers, (await ListAsync(profile.Username, "followers", 4)).Count);
            Assert.Equal(profile.Following, (await ListAsync(profile.Username, "following", 4)).Count);
        }
        Assert.Equal(15, (await ReadAsync(people)).Sum(p => p.Followers));
    }

    [Fact]
    public async Task Followers_are_listed_newest_first_in_pages()
    {
        var star = await system.RegisterAsync("star");
        var fans = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var fan = await system.RegisterAsync($"fan{i}");
            await fan.FollowAsync(star.Username);
            fans.Insert(0, fan.Username);
        }

        Assert.Equal(fans, await ListAsync(star.Username, "followers", 2));
    }

    [Fact]
    public async Task Nobody_follows_themselves()
    {
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => system.Alice.FollowAsync(system.Alice.Username));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refusal.StatusCode);
    }

    [Fact]
    public async Task Following_several_of_whom_one_is_missing_names_that_one_and_follows_none()
    {
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));

        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() =>
            dora.DoAsync(HttpMethod.Post, "/api/profiles/me/following", new { usernames = new[] { emil.Username, "not.there.at.all" } })
        );

        Assert.Equal(HttpStatusCode.NotFound, refusal.StatusCode);
        Assert.Contains("not.there.at.all", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await dora.ProfileAsync(emil.Username)).Followers);
    }

    [Theory]
    [InlineData("cursor=!!", HttpStatusCode.BadRequest)]
    [InlineData("cursor=bm90IGFuIGlk", HttpStatusCode.BadRequest)]
    [InlineData("limit=101", HttpStatusCode.UnprocessableEntity)]
    [InlineData("limit=-1", HttpStatusCode.UnprocessableEntity)]
    public async Task A_page_that_cannot_be_is_refused(string query, HttpStatusCode status)
    {
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() =>
            system.Alice.GetAsync<Page<ProfileAnswer>>($"/api/profiles/{system.Bob.Username}/followers?{query}")
        );

        Assert.Equal(status, refusal.StatusCode);
    }

    Task<ProfileAnswer[]> ReadAsync(Person[] people) => Task.WhenAll(people.Select(p => system.Alice.ProfileAsync(p.Username)));

    async Task<List<string>> ListAsync(string username, string side, int limit)
    {
        var names = new List<string>();
        var cursor = "";
        do
        {
            var page = await system.Alice.GetAsync<Page<ProfileAnswer>>(
                $"/api/profiles/{username}/{side}?limit={limit}&cursor={Uri.EscapeDataString(cursor)}"
            );
            names.AddRange(page.Items.Select(p => p.Username));
            cursor = page.Next;
        } while (cursor is not null);
        return names;
    }
}
