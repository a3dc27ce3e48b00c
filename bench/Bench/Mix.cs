using System.Net.Http.Headers;
using System.Net.Http.Json;
using Social.Seed.Pictures;

namespace Social.Bench;

/// <summary>
/// What people do, as the best-known benchmark of social networks has it: 60 % read their home feed, 30 % read somebody's posts, ten to a
/// page, and 10 % write: 256 characters, 1 to 6 mentions, 1 to 6 links, 0 to 4 images.
/// </summary>
public sealed class Mix(SeededAccounts accounts, string kind, int media)
{
    public const string Name = "mix";
    public const string Home = "home";
    public const string User = "user";
    public const string Compose = "compose";

    const int Page = 10;
    const int Letters = 256;

    public static readonly string[] Kinds = [Home, User, Compose];

    static readonly Lazy<byte[][]> Landscapes = new(() => [.. Enumerable.Range(0, 8).Select(Landscape.Draw)]);

    // The same seed each time: two runs make the same calls.
    readonly Random random = new(1898);

    /// <summary>The next call. For one thread, which makes the schedule.</summary>
    public Call Next()
    {
        var (session, what) = (One(accounts.Sessions), Choose());
        if (what == Home)
            return new(Home, () => Get($"/api/feed?limit={Page}", session));
        if (what == User)
        {
            var whose = One(accounts.Usernames);
            return new(User, () => Get($"/api/profiles/{whose}/posts?limit={Page}", session));
        }
        var (text, images) = (Text(), random.Next(media + 1));
        return new(Compose, () => Post(text, images, session));
    }

    /// <summary>One call for a page of a home feed.</summary>
    public HttpRequestMessage HomeOf(int person) => Get($"/api/feed?limit={Page}", accounts.Sessions[person]);

    string Choose() =>
        kind != Name
            ? kind
            : random.Next(10) switch
            {
                < 6 => Home,
                < 9 => User,
                _ => Compose,
            };

    string Text()
    {
        var words = new List<string> { random.GetString("abcdefghijklmnopqrstuvwxyz     ", Letters).Trim() };
        words.AddRange(Enumerable.Range(0, random.Next(1, 7)).Select(_ => "@" + One(accounts.Usernames)));
        words.AddRange(
            Enumerable.Range(0, random.Next(1, 7)).Select(_ => "https://example.org/" + random.GetHexString(12, lowercase: true))
        );
        return string.Join(' ', words);
    }

    T One<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    static HttpRequestMessage Post(string text, int images, AuthenticationHeaderValue session)
    {
        if (images == 0)
            return With(HttpMethod.Post, "/api/posts", session, JsonContent.Create(new { text }));
        var form = new MultipartFormDataContent { { new StringContent(text), "text" } };
        for (var i = 0; i < images; i++)
        {
            var image = new ByteArrayContent(Landscapes.Value[(text.Length + i) % Landscapes.Value.Length])
            {
                Headers = { ContentType = new("image/jpeg") },
            };
            form.Add(image, "images", "landscape.jpg");
            form.Add(new StringContent(Landscape.AltText), "alts");
        }
        return With(HttpMethod.Post, "/api/posts", session, form);
    }

    static HttpRequestMessage Get(string path, AuthenticationHeaderValue session) => With(HttpMethod.Get, path, session, null);

    static HttpRequestMessage With(HttpMethod method, string path, AuthenticationHeaderValue session, HttpContent? body) =>
        new(method, path) { Content = body, Headers = { Authorization = session } };
}
