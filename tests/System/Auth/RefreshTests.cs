using System.Net;
using System.Net.Http.Json;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Auth;

/// <summary>Refresh tokens: one use each, the same answer for a repeated question, the end of the session for a late one.</summary>
public sealed class RefreshTests(SystemFixture system)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refresh_token_is_spent_for_the_next_pair()
    {
        var person = await system.RegisterAsync("refresher");
        var next = await ContinueAsync(person.Session.RefreshToken!);
        Assert.NotEqual(person.Session.RefreshToken, next.RefreshToken);
        Assert.NotEqual(person.Session.AccessToken, next.AccessToken);
        Assert.Equal(person.Id, next.User.Id);
        Assert.NotEqual(next.RefreshToken, (await ContinueAsync(next.RefreshToken!)).RefreshToken);
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_given_once_more()
    {
        var person = await system.RegisterAsync("refresher");
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ContinueAsync(person.Session.RefreshToken!)));
        Assert.Single(answers.Select(answer => answer.RefreshToken).Distinct());
        await ContinueAsync(answers[0].RefreshToken!);
    }

    [Fact]
    public async Task A_spent_token_that_comes_back_ends_the_session_for_all_who_hold_it()
    {
        var person = await system.RegisterAsync("refresher");
        var first = person.Session.RefreshToken!;
        var second = (await ContinueAsync(first)).RefreshToken!;
        var third = (await ContinueAsync(second)).RefreshToken!;

        // The second one was used, so the first one's answer had arrived: whoever shows the first one stole it.
        using var stolen = await RefreshAsync(first);
        Assert.Equal(HttpStatusCode.Unauthorized, stolen.StatusCode);
        using var owner = await RefreshAsync(third);
        Assert.Equal(HttpStatusCode.Unauthorized, owner.StatusCode);
        await SystemFixture.EventuallyAsync(async () =>
        {
            using var answer = await person.Api.GetAsync("/api/auth/me", Stop);
            return answer.StatusCode == HttpStatusCode.Unauthorized;
        });
    }

    [Fact]
    public async Task In_a_browser_the_token_stays_in_a_cookie_that_scripts_cannot_read()
    {
        var person = await system.RegisterAsync("refresher");
        using var handler = new HttpClientHandler();
        using var browser = new HttpClient(handler) { BaseAddress = system.Web };
        using var entered = await browser.PostAsJsonAsync(
            "/api/auth/login",
            new { username = person.Username, password = Person.Password },
            Stop
        );
        entered.EnsureSuccessStatusCode();
        var cookie = Assert.Single(entered.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Null((await entered.Content.ReadFromJsonAsync<SessionAnswer>(Stop))!.RefreshToken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_refresh_token_is_refused(string token)
    {
        using var answer = await RefreshAsync(token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    async Task<SessionAnswer> ContinueAsync(string token)
    {
        using var answer = await RefreshAsync(token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<SessionAnswer>(Stop))!;
    }

    Task<HttpResponseMessage> RefreshAsync(string token) =>
        system.Api.PostAsJsonAsync("/api/auth/refresh", new { refreshToken = token }, Stop);
}
