using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Auth;

/// <summary>Coming in and being refused, from any device and any network address.</summary>
static class AuthRequests
{
    /// <summary>How long an access token may outlive its session.</summary>
    public static readonly TimeSpan TokensDieWithin = TimeSpan.FromSeconds(5);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static string Fresh() => $"u{Guid.NewGuid():N}"[..20];

    /// <summary>An address nobody came from before.</summary>
    public static string Elsewhere() => $"10.{Random.Shared.Next(256)}.{Random.Shared.Next(256)}.{Random.Shared.Next(256)}";

    public static async Task<HttpResponseMessage> TryLogInAsync(
        this HttpClient api,
        string username,
        string password,
        string? from = null,
        string? device = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/login");
        request.Content = JsonContent.Create(
            new
            {
                username,
                password,
                refresh = "body",
            }
        );
        if (from is not null)
            request.Headers.Add("X-Forwarded-For", from);
        if (device is not null)
            request.Headers.TryAddWithoutValidation("User-Agent", device);
        return await api.SendAsync(request, Stop);
    }

    public static async Task<Person> LogInAsync(this SystemFixture system, string name, string device, string password = Person.Password)
    {
        using var answer = await system.Api.TryLogInAsync(name, password, device: device);
        return await Person.EnterAsync(system.Web, answer);
    }

    /// <summary>A call of this person's, and what it was answered.</summary>
    public static async Task<HttpResponseMessage> AskAsync(this Person person, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        return await person.Api.SendAsync(request, Stop);
    }

    public static async Task<HttpStatusCode> StatusAsync(this Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        return answer.StatusCode;
    }

    public static Task<HttpStatusCode> RefreshingAsync(this SystemFixture system, Person person) =>
        system.Api.PostAsJsonAsync("/api/auth/refresh", new { refreshToken = person.Session.RefreshToken }, Stop).StatusAsync();

    /// <summary>Neither token of this person's session is good any more: the refresh token at once, the access token within seconds.</summary>
    public static async Task MustBeOutAsync(this SystemFixture system, Person person)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await system.RefreshingAsync(person));
        await SystemFixture.EventuallyAsync(
            async () => await person.AskAsync(HttpMethod.Get, "/api/feed").StatusAsync() == HttpStatusCode.Unauthorized,
            TokensDieWithin
        );
    }

    /// <summary>The fields that a refusal names.</summary>
    public static async Task<string[]> FieldsAsync(this HttpResponseMessage answer) =>
        [
            .. (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop))
                .GetProperty("errors")
                .EnumerateObject()
                .Select(error => error.Name)
                .Order(StringComparer.Ordinal),
        ];
}
