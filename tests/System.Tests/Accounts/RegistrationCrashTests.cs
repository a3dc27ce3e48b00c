using System.Net;
using System.Net.Http.Json;
using Social.Tests.Towns;

namespace Social.Tests.WholeSystem.Accounts;

/// <summary>Auth is killed in the middle of a registration: afterwards there is a whole account or none.</summary>
public sealed class RegistrationCrashTests(Town town)
{
    // A process that died is started again, and a name is reserved for ten seconds at most.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Before_the_decision_nothing_stays_and_the_name_is_free_again_soon()
    {
        var name = Fresh();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await RegisterAsync(name, $"{Town.CrashWord} register:after-prepare"));
        await Town.Eventually(async () => await RegisterAsync(name) == HttpStatusCode.Created, Patience);
        Assert.Equal(name, (await Person.LogIn(town.Api, name)).Username);
    }

    [Fact]
    public async Task After_the_decision_the_account_is_whole_though_nobody_was_told()
    {
        var name = Fresh();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await RegisterAsync(name, $"{Town.CrashWord} register:after-decision"));
        // The profile comes by the event, which waits in Auth's database until Auth is back.
        await Town.Eventually(async () => (await Person.LogIn(town.Api, name)).Username == name, Patience);
        Assert.Equal(name, (await town.Alice.Profile(name)).Username);
        Assert.Equal(HttpStatusCode.Conflict, await RegisterAsync(name));
    }

    async Task<HttpStatusCode> RegisterAsync(string name, string? device = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/register");
        request.Content = JsonContent.Create(
            new
            {
                username = name,
                displayName = "Somebody",
                password = Person.Password,
            }
        );
        if (device is not null)
            request.Headers.TryAddWithoutValidation("User-Agent", device);
        using var answer = await town.Api.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    static string Fresh() => $"u{Guid.NewGuid():N}"[..20];
}
