using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Chat;

/// <summary>A session that ended ends its live lines within five seconds.</summary>
[Collection<TimingSensitive>]
public sealed class RevokedLiveTests(SystemFixture system)
{
    [Fact]
    public async Task The_line_of_a_revoked_session_is_closed_and_that_of_another_stays()
    {
        var person = await system.RegisterAsync("leaver");
        var elsewhere = await Person.LogInAsync(system.Api, person.Username);
        await using var ending = await LiveClient.OpenAsync(system, person);
        await using var staying = await LiveClient.OpenAsync(system, elsewhere);
        await person.DoAsync(HttpMethod.Post, "/api/auth/logout");
        await ending.Closed.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.False(staying.Closed.IsCompleted);
        await staying.SubscribeAsync();
    }
}
