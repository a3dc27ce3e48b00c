using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Social.Tests.Seeding;

/// <summary>The calls of the public API that seeding makes, over a network in memory.</summary>
sealed class FakeGateway : IAsyncDisposable
{
    readonly WebApplication app;
    int calls;

    FakeGateway(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{port}");
        app.Use(InterceptAsync);
        Map();
    }

    public FakeNetwork Network { get; } = new();

    /// <summary>The first calls are answered 503.</summary>
    public int Refused { get; set; }

    /// <summary>Called with the number of calls so far, after one took effect and before it is answered.</summary>
    public Action<int> OnCall { get; set; } = _ => { };

    /// <summary>What the header X-Seed-Key said, each once.</summary>
    public HashSet<string> Keys { get; } = [];

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<FakeGateway> StartAsync(int port = 0)
    {
        var gateway = new FakeGateway(port);
        await gateway.app.StartAsync();
        return gateway;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task InterceptAsync(HttpContext http, RequestDelegate next)
    {
        var call = Interlocked.Increment(ref calls);
        lock (Keys)
            Keys.Add(http.Request.Headers["X-Seed-Key"].ToString());
        if (call <= Refused)
        {
            http.Response.StatusCode = 503;
            http.Response.Headers.RetryAfter = "0";
            return;
        }
        await next(http);
        OnCall(call);
    }

    void Map()
    {
        app.MapPost(
            "/api/auth/register",
            (Credentials c) => Network.Register(c) is { } u ? Results.Json(Session(u), statusCode: 201) : Results.Conflict()
        );
        app.MapPost("/api/auth/login", (Credentials c) => Network.LogIn(c) is { } u ? Results.Ok(Session(u)) : Results.Unauthorized());
        app.MapPatch("/api/profiles/me", (HttpContext http, ProfileBody body) => Me(http).Bio = body.Bio);
        app.MapPut("/api/profiles/me/avatar", (HttpContext http) => Me(http).HasAvatar = true);
        app.MapPost("/api/profiles/me/following", (HttpContext http, FollowBody body) => Network.Follow(Me(http), body.Usernames));
        app.MapGet("/api/profiles/{name}/posts", (string name, string? cursor, int limit) => Network.GetPage(name, cursor, limit));
        app.MapPost(
            "/api/posts",
            async (HttpContext http, CancellationToken stop) => Network.Publish(Me(http), Key(http), await ReadTextAsync(http, stop))
        );
        app.MapPut("/api/posts/{id}/like", (HttpContext http, Guid id) => Network.Like(Me(http), id));
        app.MapPost("/api/posts/{id}/comments", (HttpContext http, Guid id) => Network.Comment(Me(http), Key(http), id));
        app.MapGet("/api/rooms", (HttpContext http) => Network.Rooms.GetPage(Me(http)));
        app.MapPost("/api/rooms", (HttpContext http, RoomBody body) => Network.Rooms.Open(Me(http), Key(http), body.Name));
        app.MapPost("/api/direct/{name}", (HttpContext http, string name) => Network.Rooms.OpenDirect(Me(http), Network.Users[name]));
        app.MapPost("/api/rooms/{id}/invites", (Guid id) => new { Token = id });
        app.MapPost("/api/invites/{id}", (HttpContext http, Guid id) => Network.Rooms.Join(Me(http), id));
        app.MapPost(
            "/api/rooms/{id}/messages",
            (HttpContext http, Guid id, MessageBody body) => Network.Rooms.Send(Me(http), id, body.Id, body.Text)
        );
        app.MapGet("/api/questions", (HttpContext http) => new { Items = Network.GetQuestions(Me(http)) });
        app.MapPost(
            "/api/questions",
            (HttpContext http, QuestionBody body) => new { Question = Network.Ask(Me(http), Key(http), body.Title) }
        );
        app.MapPost("/api/questions/{id}/answers", (HttpContext http, Guid id) => new { Id = Network.Answer(Me(http), Key(http), id) });
        app.MapPut("/api/questions/{id}/vote", (HttpContext http, Guid id) => Network.Vote(Me(http), id));
        app.MapPut("/api/answers/{id}/vote", (HttpContext http, Guid id) => Network.Vote(Me(http), id));
        app.MapPut("/api/answers/{id}/accept", (HttpContext http, Guid id) => Network.Accept(Me(http), id));
        app.MapPost("/api/stories", (HttpContext http) => Network.PublishStory(Me(http), Key(http)));
    }

    static object Session(FakeUser user) =>
        new
        {
            AccessToken = user.Name,
            User = new
            {
                user.Bio,
                AvatarUrl = user.HasAvatar ? "/media/1" : null,
                Following = user.Following.Count,
                Posts = user.Posts.Count,
            },
        };

    FakeUser Me(HttpContext http) => Network.Users[http.Request.Headers.Authorization.ToString()["Bearer ".Length..]];

    static string Key(HttpContext http) => http.Request.Headers["Idempotency-Key"].ToString();

    static async Task<string> ReadTextAsync(HttpContext http, CancellationToken stop) =>
        http.Request.HasFormContentType
            ? (await http.Request.ReadFormAsync(stop))["text"].ToString()
            : (await http.Request.ReadFromJsonAsync<TextBody>(stop))!.Text;

    sealed record ProfileBody(string Bio);

    sealed record FollowBody(string[] Usernames);

    sealed record QuestionBody(string Title);

    sealed record TextBody(string Text);

    sealed record RoomBody(string Name);

    sealed record MessageBody(Guid Id, string Text);
}
