using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Auth;

/// <summary>Registering, logging in and out, and sessions, through the gateway.</summary>
public sealed class AccountTests(SystemFixture system)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_registers_is_logged_in_and_can_log_in_again()
    {
        var name = Fresh();
        using var answer = await RegisterAsync(name, email: $"{name}@Example.org");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var person = await Person.EnterAsync(system.Web, answer);
        Assert.Equal(name, person.Username);
        Assert.True(person.Session.ExpiresAt > DateTimeOffset.UtcNow.AddMinutes(8));
        var me = await person.GetAsync<JsonElement>("/api/auth/me");
        Assert.Equal($"{name}@example.org", me.GetProperty("email").GetString());

        Assert.Equal(person.Id, (await Person.LogInAsync(system.Api, name)).Id);
        Assert.Equal(person.Id, (await Person.LogInAsync(system.Api, $"{name.ToUpperInvariant()}@example.org")).Id);
    }

    [Fact]
    public async Task Every_mistake_is_told_by_its_field_at_once()
    {
        using var answer = await system.Api.PostAsJsonAsync(
            "/api/auth/register",
            new
            {
                username = "No spaces!",
                displayName = " ",
                password = "short",
                email = "nobody",
            },
            Stop
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(["displayName", "email", "password", "username"], await FieldsAsync(answer));
    }

    [Fact]
    public async Task A_taken_name_or_address_is_a_conflict_in_any_case()
    {
        var name = Fresh();
        using var first = await RegisterAsync(name, email: $"{name}@example.org");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);

        using var sameName = await RegisterAsync(name.ToUpperInvariant());
        Assert.Equal(HttpStatusCode.Conflict, sameName.StatusCode);
        Assert.Equal(["username"], await FieldsAsync(sameName));

        var other = Fresh();
        using var sameAddress = await RegisterAsync(other, email: $"{name}@EXAMPLE.org");
        Assert.Equal(HttpStatusCode.Conflict, sameAddress.StatusCode);
        Assert.Equal(["email"], await FieldsAsync(sameAddress));

        // The name that was not taken is still free: nothing of the refused registration stays.
        using var again = await RegisterAsync(other);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
    }

    [Fact]
    public async Task Ten_who_want_one_name_at_once_make_one_account()
    {
        var name = Fresh();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => RegisterAsync(name)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.All(
            answers,
            answer =>
                Assert.True(
                    answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable,
                    $"{answer.StatusCode}"
                )
        );
        Assert.Equal(name, (await Person.LogInAsync(system.Api, name)).Username);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_answer()
    {
        var name = Fresh();
        using var registered = await RegisterAsync(name);
        using var wrong = await LogInAsync(name, "not the password");
        using var unknown = await LogInAsync(Fresh(), "not the password");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal(await DetailAsync(wrong), await DetailAsync(unknown));
    }

    [Fact]
    public async Task Guessing_is_slowed_down()
    {
        var name = Fresh();
        using var registered = await RegisterAsync(name);
        for (var i = 0; i < 5; i++)
            using (var wrong = await LogInAsync(name, "not the password"))
                Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        // The wait after the fifth may be over on a slow machine; each one more doubles it.
        HttpResponseMessage? refused = null;
        for (var i = 0; i < 5 && refused?.StatusCode != HttpStatusCode.TooManyRequests; i++)
            refused = await LogInAsync(name, "not the password");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused!.StatusCode);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task After_logging_out_the_token_is_refused_everywhere_within_seconds()
    {
        var person = await Person.LogInAsync(system.Api, await NewAsync());
        await person.DoAsync(HttpMethod.Post, "/api/auth/logout");
        using var refreshed = await RefreshAsync(person.Session.RefreshToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refreshed.StatusCode);
        await SystemFixture.EventuallyAsync(async () =>
        {
            using var answer = await person.Api.GetAsync("/api/auth/me", Stop);
            return answer.StatusCode == HttpStatusCode.Unauthorized;
        });
    }

    [Fact]
    public async Task Without_a_token_or_with_nonsense_one_gets_401()
    {
        using var none = await system.Api.GetAsync("/api/auth/me", Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        Assert.Equal("application/problem+json", none.Content.Headers.ContentType?.MediaType);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/feed") { Headers = { Authorization = new("Bearer", "nonsense") } };
        using var nonsense = await system.Api.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, nonsense.StatusCode);
    }

    async Task<string> NewAsync()
    {
        var name = Fresh();
        using var answer = await RegisterAsync(name);
        answer.EnsureSuccessStatusCode();
        return name;
    }

    Task<HttpResponseMessage> RegisterAsync(string name, string? email = null) =>
        system.Api.PostAsJsonAsync(
            "/api/auth/register",
            new
            {
                username = name,
                displayName = "Somebody",
                password = Person.Password,
                email,
                refresh = "body",
            },
            Stop
        );

    Task<HttpResponseMessage> LogInAsync(string name, string password) =>
        system.Api.PostAsJsonAsync("/api/auth/login", new { username = name, password }, Stop);

    Task<HttpResponseMessage> RefreshAsync(string? token) =>
        system.Api.PostAsJsonAsync("/api/auth/refresh", new { refreshToken = token }, Stop);

    static string Fresh() => $"u{Guid.NewGuid():N}"[..20];

    static async Task<string?> DetailAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("detail").GetString();

    static async Task<string[]> FieldsAsync(HttpResponseMessage answer) =>
        [
            .. (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop))
                .GetProperty("errors")
                .EnumerateObject()
                .Select(error => error.Name)
                .Order(StringComparer.Ordinal),
        ];
}
