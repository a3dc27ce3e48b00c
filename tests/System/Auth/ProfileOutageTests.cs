using System.Net;
using System.Net.Http.Json;
using Aspire.Hosting.ApplicationModel;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Auth;

/// <summary>Profile is away: a browser renews its session, and a person posts.</summary>
[Collection<Exclusive>]
public sealed class ProfileOutageTests(SystemFixture system)
{
    /// <summary>A token that is used again is forgiven for 10 s; later than that it ends the session.</summary>
    static readonly TimeSpan LongerThanForgiven = TimeSpan.FromSeconds(12);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_Profile_a_session_lives_on_and_a_post_without_mentions_is_published()
    {
        var person = await system.RegisterAsync(AuthRequests.Fresh());
        using var browser = new HttpClient(new HttpClientHandler()) { BaseAddress = system.Web };
        using var entered = await browser.PostAsJsonAsync(
            "/api/auth/login",
            new { username = person.Username, password = Person.Password },
            Stop
        );
        Assert.Equal(HttpStatusCode.OK, entered.StatusCode);
        await person.PostAsync("While everything is there");

        await CommandAsync(KnownResourceCommands.StopCommand);
        try
        {
            var post = await person.PostAsync("Mentions nobody, and so needs nobody");
            Assert.Equal(person.Session.User.DisplayName, post.Author.DisplayName);
            for (var until = DateTime.UtcNow + LongerThanForgiven; DateTime.UtcNow < until; await Task.Delay(1_000, Stop))
                Assert.Equal(HttpStatusCode.ServiceUnavailable, await RefreshAsync(browser));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await RefreshAsync(browser));
        }
        finally
        {
            await CommandAsync(KnownResourceCommands.StartCommand);
            await system
                .App.ResourceNotifications.WaitForResourceHealthyAsync("profile", WaitBehavior.WaitOnResourceUnavailable, Stop)
                .WaitAsync(TimeSpan.FromMinutes(2), Stop);
        }

        await SystemFixture.EventuallyAsync(async () => await RefreshAsync(browser) == HttpStatusCode.OK, TimeSpan.FromSeconds(30));
    }

    static async Task<HttpStatusCode> RefreshAsync(HttpClient browser)
    {
        using var answer = await browser.PostAsync("/api/auth/refresh", null, Stop);
        return answer.StatusCode;
    }

    async Task CommandAsync(string command) =>
        Assert.True((await system.App.ResourceCommands.ExecuteCommandAsync("profile", command, Stop)).Success);
}
