using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Social.Seed.Pictures;
using Social.Seed.Plan;

namespace Social.Seed.Api;

/// <summary>A person at the public API. Every call may be repeated: none of them does a thing twice.</summary>
public sealed partial class SeedUser(Person person, string password, GatewayClient gateway)
{
    const int MaxFollowed = 100;

    static readonly Lazy<byte[]>[] Landscapes =
    [
        .. Enumerable.Range(0, SeedPosts.Pictures).Select(seed => new Lazy<byte[]>(() => Landscape.Draw(seed))),
    ];

    readonly UserSession session = new(person, password, gateway);

    public Person Person => person;

    /// <summary>What the network had of this person when they signed in.</summary>
    public ExistingProfile Existing { get; private set; } = new("", null, 0, 0);

    /// <summary>Registers, or logs in when the name is there already.</summary>
    public async Task SignInAsync(CancellationToken stop) => Existing = await session.SignInAsync(stop);

    /// <summary>Writes the bio and uploads the avatar, unless they are there.</summary>
    public async Task SetUpProfileAsync(CancellationToken stop)
    {
        if (Existing.Bio.Length == 0)
            await ExecuteAsync(() => WithJson(HttpMethod.Patch, "/api/profiles/me", new { bio = person.Bio }), stop);
        if (Existing.AvatarUrl is not null)
            return;
        var portrait = Portrait.Draw(person.Number);
        await ExecuteAsync(
            () => WithForm(HttpMethod.Put, "/api/profiles/me/avatar", new() { { Jpeg(portrait), "image", "portrait.jpg" } }),
            stop
        );
    }

    /// <summary>Follows these people; following somebody twice changes nothing.</summary>
    public async Task FollowAsync(IReadOnlyList<string> usernames, CancellationToken stop)
    {
        foreach (var batch in usernames.Chunk(MaxFollowed))
            await ExecuteAsync(() => WithJson(HttpMethod.Post, "/api/profiles/me/following", new { usernames = batch }), stop);
    }

    /// <summary>The posts of this person by their texts.</summary>
    public async Task<Dictionary<string, PublishedPost>> GetPublishedAsync(CancellationToken stop)
    {
        var published = new Dictionary<string, PublishedPost>(StringComparer.Ordinal);
        for (string? cursor = ""; cursor is not null; )
        {
            var path = $"/api/profiles/{person.Username}/posts?limit=100&cursor={Uri.EscapeDataString(cursor)}";
            using var response = await session.SendAsync(() => new(HttpMethod.Get, path), stop);
            var page = await response.ReadAsync<PostPage>(stop);
            foreach (var post in page.Items)
                published.TryAdd(post.Text, post);
            cursor = page.Next;
        }
        return published;
    }

    /// <summary>Publishes, once however often it is called.</summary>
    public async Task<PublishedPost> PublishAsync(PlannedPost post, CancellationToken stop)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(post.Text)));
        using var response = await session.SendAsync(
            () =>
                post.Pictures.Count == 0
                    ? WithJson(HttpMethod.Post, "/api/posts", new { text = post.Text }, key)
                    : WithForm(HttpMethod.Post, "/api/posts", ToForm(post), key),
            stop
        );
        return await response.ReadAsync<PublishedPost>(stop);
    }

    public Task LikeAsync(Guid post, CancellationToken stop) => ExecuteAsync(() => new(HttpMethod.Put, $"/api/posts/{post}/like"), stop);

    public Task CommentAsync(Guid post, string text, CancellationToken stop) =>
        ExecuteAsync(() => WithJson(HttpMethod.Post, $"/api/posts/{post}/comments", new { text }, $"seed {post}"), stop);

    /// <summary>Publishes a picture as a story; one while it lasts, however often it is called.</summary>
    public Task PublishStoryAsync(CancellationToken stop)
    {
        var picture = Landscapes[person.Number % SeedPosts.Pictures].Value;
        return ExecuteAsync(
            () => WithForm(HttpMethod.Post, "/api/stories", new() { { Jpeg(picture), "image", "today.jpg" } }, idempotencyKey: "seed"),
            stop
        );
    }

    async Task ExecuteAsync(Func<HttpRequestMessage> create, CancellationToken stop)
    {
        using var _ = await session.SendAsync(create, stop);
    }

    static MultipartFormDataContent ToForm(PlannedPost post)
    {
        var form = new MultipartFormDataContent { { new StringContent(post.Text), "text" } };
        foreach (var picture in post.Pictures)
        {
            form.Add(new StringContent(Landscape.AltText), "alts");
            form.Add(Jpeg(Landscapes[picture].Value), "images", "landscape.jpg");
        }
        return form;
    }

    static HttpRequestMessage WithJson(HttpMethod method, string path, object body, string? idempotencyKey = null) =>
        WithContent(method, path, JsonContent.Create(body), idempotencyKey);

    static HttpRequestMessage WithForm(HttpMethod method, string path, MultipartFormDataContent form, string? idempotencyKey = null) =>
        WithContent(method, path, form, idempotencyKey);

    static HttpRequestMessage WithContent(HttpMethod method, string path, HttpContent content, string? idempotencyKey)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return request;
    }

    static ByteArrayContent Jpeg(byte[] picture) => new(picture) { Headers = { ContentType = new("image/jpeg") } };
}
