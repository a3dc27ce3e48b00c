using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;

namespace Social.AppHost.Seed;

/// <summary>A person at the public API: registers or logs in, and makes up for what the network does not have of them yet.</summary>
// The semaphore is never waited on by a handle, so it holds nothing of the system's.
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001")]
sealed class Citizen(Person person, string password, HttpClient api)
{
    const int Attempts = 10;

    static readonly Lazy<byte[]>[] Scenes =
    [
        .. Enumerable.Range(0, Chatter.Scenes).Select(scene => new Lazy<byte[]>(() => Picture.Landscape(scene))),
    ];

    readonly SemaphoreSlim door = new(1, 1);
    string? token;

    public Person Person => person;

    /// <summary>What the network knew of this person when they came in.</summary>
    public Known At { get; private set; } = new("", null, 0, 0);

    /// <summary>Registers, or logs in when the name is there already.</summary>
    public async Task Enter(CancellationToken stop)
    {
        var body = new
        {
            username = person.Username,
            displayName = person.DisplayName,
            password,
            refresh = "body",
        };
        using var answer = await Patiently(() => Post("/api/auth/register", body), stop);
        var session = answer.StatusCode == HttpStatusCode.Conflict ? await LogIn(stop) : await Read<Session>(answer, stop);
        (token, At) = (session.AccessToken, session.User);
    }

    /// <summary>Writes the bio and uploads the face, unless they are there.</summary>
    public async Task Dress(CancellationToken stop)
    {
        if (At.Bio.Length == 0)
            using (
                await Send(() => new(HttpMethod.Patch, "/api/profiles/me") { Content = JsonContent.Create(new { bio = person.Bio }) }, stop)
            ) { }
        if (At.AvatarUrl is not null)
            return;
        var face = Picture.Face(person.Number);
        using var _ = await Send(
            () =>
                new(HttpMethod.Put, "/api/profiles/me/avatar")
                {
                    Content = new MultipartFormDataContent { { Png(face), "image", "face.png" } },
                },
            stop
        );
    }

    /// <summary>Follows these people; following somebody twice changes nothing.</summary>
    public async Task Follow(IReadOnlyList<string> usernames, CancellationToken stop)
    {
        foreach (var some in usernames.Chunk(100))
            using (
                await Send(
                    () => new(HttpMethod.Post, "/api/profiles/me/following") { Content = JsonContent.Create(new { usernames = some }) },
                    stop
                )
            ) { }
    }

    /// <summary>The texts this person has published.</summary>
    public async Task<HashSet<string>> Said(CancellationToken stop)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        for (var cursor = ""; ; )
        {
            var query =
                $"/api/profiles/{person.Username}/posts?limit=100" + (cursor.Length == 0 ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
            using var answer = await Send(() => new(HttpMethod.Get, query), stop);
            var page = await Read<Texts>(answer, stop);
            said.UnionWith(page.Items.Select(i => i.Text));
            if (page.Next is null)
                return said;
            cursor = page.Next;
        }
    }

    /// <summary>Publishes, once however often it is said; the post's id.</summary>
    public async Task<Guid> Say(Saying saying, CancellationToken stop)
    {
        var pictures = saying.Pictures.Select(scene => Scenes[scene].Value).ToArray();
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(saying.Text)));
        using var answer = await Send(
            () =>
            {
                var request =
                    pictures.Length == 0
                        ? Post("/api/posts", new { text = saying.Text })
                        : new(HttpMethod.Post, "/api/posts") { Content = Form(saying, pictures) };
                request.Headers.Add("Idempotency-Key", key);
                return request;
            },
            stop
        );
        return (await Read<Made>(answer, stop)).Id;
    }

    public async Task Like(Guid post, CancellationToken stop)
    {
        using var _ = await Send(() => new(HttpMethod.Put, $"/api/posts/{post}/like"), stop);
    }

    public async Task Reply(Guid post, string text, CancellationToken stop)
    {
        using var _ = await Send(
            () =>
            {
                var request = Post($"/api/posts/{post}/comments", new { text });
                request.Headers.Add("Idempotency-Key", $"seed {post}");
                return request;
            },
            stop
        );
    }

    /// <summary>Shows a picture for a day; once a day however often it is seeded.</summary>
    public async Task Tell(CancellationToken stop)
    {
        using var _ = await Send(
            () =>
                new(HttpMethod.Post, "/api/stories")
                {
                    Content = new MultipartFormDataContent { { Png(Scenes[person.Number % Chatter.Scenes].Value), "image", "today.png" } },
                    Headers = { { "Idempotency-Key", "seed" } },
                },
            stop
        );
    }

    static MultipartFormDataContent Form(Saying saying, byte[][] pictures)
    {
        var form = new MultipartFormDataContent { { new StringContent(saying.Text), "text" } };
        foreach (var picture in pictures)
        {
            form.Add(new StringContent("A drawn landscape with a sun over three ridges"), "alts");
            form.Add(Png(picture), "images", "landscape.png");
        }
        return form;
    }

    async Task<Session> LogIn(CancellationToken stop)
    {
        var body = new
        {
            username = person.Username,
            password,
            refresh = "body",
        };
        using var answer = await Patiently(() => Post("/api/auth/login", body), stop);
        return answer.StatusCode == HttpStatusCode.Unauthorized
            ? throw new InvalidOperationException(
                $"\"{person.Username}\" is there with another password: seed an empty network, or one that was seeded from this checkout."
            )
            : await Read<Session>(answer, stop);
    }

    // A token lives ten minutes and a large graph takes longer: whoever is refused comes in again, once.
    async Task<HttpResponseMessage> Send(Func<HttpRequestMessage> make, CancellationToken stop)
    {
        for (var again = false; ; again = true)
        {
            var used = token;
            var answer = await Patiently(
                () =>
                {
                    var request = make();
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", used);
                    return request;
                },
                stop
            );
            if (answer.StatusCode != HttpStatusCode.Unauthorized || again)
                return answer.IsSuccessStatusCode ? answer : throw await Refusal(answer, stop);
            answer.Dispose();
            await door.WaitAsync(stop);
            try
            {
                if (token == used)
                    token = (await LogIn(stop)).AccessToken;
            }
            finally
            {
                door.Release();
            }
        }
    }

    // A busy machine answers "later" now and then; every call here may be made twice.
    async Task<HttpResponseMessage> Patiently(Func<HttpRequestMessage> make, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = make();
            var answer = await api.SendAsync(request, stop);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || attempt == Attempts)
                return answer;
            var wait = answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1);
            answer.Dispose();
            await Task.Delay(wait, stop);
        }
    }

    static HttpRequestMessage Post(string path, object body) => new(HttpMethod.Post, path) { Content = JsonContent.Create(body) };

    static ByteArrayContent Png(byte[] picture) => new(picture) { Headers = { ContentType = new("image/png") } };

    static async Task<T> Read<T>(HttpResponseMessage answer, CancellationToken stop) =>
        answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<T>(stop))! : throw await Refusal(answer, stop);

    static async Task<HttpRequestException> Refusal(HttpResponseMessage answer, CancellationToken stop) =>
        new(
            $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.AbsolutePath} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(stop)}"
        );

    /// <summary>What a profile says of oneself.</summary>
    public sealed record Known(string Bio, string? AvatarUrl, int Following, int? Posts);

    sealed record Session(string AccessToken, Known User);

    sealed record Texts(IReadOnlyList<OneText> Items, string? Next);

    sealed record Made(Guid Id);

    sealed record OneText(string Text);
}
