using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Social.Tests.WholeSystem.Fixture;

/// <summary>Somebody with a session: what they can do at the public API. A refusal is an HttpRequestException with the answer's text.</summary>
public sealed class Person
{
    public const string Password = "correct horse battery";

    static readonly JsonSerializerOptions Web = JsonSerializerOptions.Web;

    Person(HttpClient api, SessionAnswer session) => (Api, Session) = (api, session);

    /// <summary>The gateway, with this person's token.</summary>
    public HttpClient Api { get; }

    public SessionAnswer Session { get; }
    public string Username => Session.User.Username;
    public Guid Id => Session.User.Id;

    public static Task<HttpResponseMessage> AskToRegisterAsync(HttpClient api, string name) =>
        api.PostAsJsonAsync(
            "/api/auth/register",
            new
            {
                username = name,
                displayName = char.ToUpperInvariant(name[0]) + name[1..],
                password = Password,
                refresh = "body",
            }
        );

    /// <summary>
    /// A new person; null if the name is taken. A system that has just started may still be warming up: 503 is asked again, and the name may
    /// then be taken by ourselves, or for a moment by what became of the first attempt.
    /// </summary>
    public static async Task<Person?> RegisterAsync(HttpClient api, string name)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var answer = await AskToRegisterAsync(api, name);
            if (answer.StatusCode == HttpStatusCode.Conflict && attempt == 1)
                return null;
            if (answer.StatusCode is not (HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable) || attempt == 30)
                return await EnterAsync(api.BaseAddress!, answer);
            if (answer.StatusCode == HttpStatusCode.Conflict && await TryLogInAsync(api, name) is { } person)
                return person;
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    static async Task<Person?> TryLogInAsync(HttpClient api, string name)
    {
        try
        {
            return await LogInAsync(api, name);
        }
        catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.ServiceUnavailable)
        {
            return null;
        }
    }

    /// <summary>Somebody by the session in <paramref name="answer"/>, of a registration or a log-in.</summary>
    public static async Task<Person> EnterAsync(Uri gateway, HttpResponseMessage answer)
    {
        var session = await ReadAsync<SessionAnswer>(answer);
        var api = new HttpClient(new TokenRefreshHandler(session)) { BaseAddress = gateway };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.AccessToken);
        return new(api, session);
    }

    public static async Task<Person> LogInAsync(HttpClient api, string username, string password = Password)
    {
        using var answer = await api.PostAsJsonAsync(
            "/api/auth/login",
            new
            {
                username,
                password,
                refresh = "body",
            }
        );
        return await EnterAsync(api.BaseAddress!, answer);
    }

    public async Task<PostAnswer> PostAsync(string text)
    {
        using var answer = await Api.PostAsJsonAsync("/api/posts", new { text });
        return await ReadAsync<PostAnswer>(answer);
    }

    /// <summary>A post with images, each described by an alt text.</summary>
    public async Task<PostAnswer> PostPhotosAsync(string text, params byte[][] images)
    {
        using var answer = await TryPostPhotosAsync(text, images);
        return await ReadAsync<PostAnswer>(answer);
    }

    /// <summary>As <see cref="PostPhotosAsync"/>, for one that may be refused.</summary>
    public async Task<HttpResponseMessage> TryPostPhotosAsync(string text, params byte[][] images)
    {
        using var form = new MultipartFormDataContent { { new StringContent(text), "text" } };
        for (var i = 0; i < images.Length; i++)
        {
            form.Add(new ByteArrayContent(images[i]) { Headers = { ContentType = new("image/png") } }, "images", $"{i}.png");
            form.Add(new StringContent($"Picture {i + 1}"), "alts");
        }
        return await Api.PostAsync("/api/posts", form);
    }

    public Task FollowAsync(string username) => DoAsync(HttpMethod.Put, $"/api/profiles/{username}/follow");

    public Task UnfollowAsync(string username) => DoAsync(HttpMethod.Delete, $"/api/profiles/{username}/follow");

    /// <summary>A page of the home feed, newest first.</summary>
    public Task<Page<PostAnswer>> FeedAsync(int limit = 20, string? cursor = null) =>
        GetAsync<Page<PostAnswer>>(Paged("/api/feed", limit, cursor));

    public Task<ProfileAnswer> ProfileAsync(string username) => GetAsync<ProfileAnswer>($"/api/profiles/{username}");

    /// <summary>A page of that person's posts, newest first.</summary>
    public Task<Page<PostAnswer>> PostsAsync(string username, int limit = 20, string? cursor = null) =>
        GetAsync<Page<PostAnswer>>(Paged($"/api/profiles/{username}/posts", limit, cursor));

    public async Task<T> GetAsync<T>(string path)
    {
        using var answer = await Api.GetAsync(path);
        return await ReadAsync<T>(answer);
    }

    public async Task DoAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await Api.SendAsync(request);
        await RefuseAsync(answer);
    }

    static string Paged(string path, int limit, string? cursor) =>
        $"{path}?limit={limit}" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");

    /// <exception cref="HttpRequestException">It is a refusal.</exception>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage answer)
    {
        await RefuseAsync(answer);
        return (await answer.Content.ReadFromJsonAsync<T>(Web))!;
    }

    static async Task RefuseAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException(
                $"{(int)answer.StatusCode} from {answer.RequestMessage?.RequestUri}: {await answer.Content.ReadAsStringAsync()}",
                null,
                answer.StatusCode
            );
    }
}
