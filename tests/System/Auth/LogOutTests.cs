using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Auth;

/// <summary>A session that ended is over in every process within seconds, without Redis too.</summary>
[Collection<TimingSensitive>]
public sealed class LogOutTests(SystemFixture system)
{
    const string Unauthenticated = "16";

    static readonly (string Service, string Call)[] ProtectedCalls =
    [
        ("auth", "social.auth.v1.AuthService/ListSessions"),
        ("profile", "social.profile.v1.ProfileService/GetProfile"),
        ("post", "social.post.v1.PostService/GetPosts"),
        ("feed", "social.feed.v1.FeedService/GetHome"),
        ("chat", "social.chat.v1.ChatService/ListRooms"),
        ("questions", "social.question.v1.QuestionService/ListQuestions"),
        ("cache", "social.cache.v1.CacheService/Get"),
    ];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_process_refuses_the_token_within_five_seconds()
    {
        var person = await system.RegisterAsync("leaver");
        await AllLetInAsync(person);
        await person.DoAsync(HttpMethod.Post, "/api/auth/logout");
        await NobodyLetsInAsync(person);
    }

    [Fact]
    public async Task So_they_do_while_Redis_is_away()
    {
        var person = await system.RegisterAsync("leaver");
        await AllLetInAsync(person);
        await OrderAsync(KnownResourceCommands.StopCommand);
        try
        {
            await person.DoAsync(HttpMethod.Post, "/api/auth/logout");
            await NobodyLetsInAsync(person);
            Assert.Equal(person.Id, (await Person.LogInAsync(system.Api, person.Username)).Id);
        }
        finally
        {
            await OrderAsync(KnownResourceCommands.StartCommand);
            await system.App.ResourceNotifications.WaitForResourceHealthyAsync("redis", WaitBehavior.WaitOnResourceUnavailable, Stop);
        }
        // Whatever was only in Redis is there again before another test looks.
        await SystemFixture.EventuallyAsync(async () =>
            await system.Alice.AskAsync(HttpMethod.Get, "/api/feed").StatusAsync() == HttpStatusCode.OK
        );
    }

    async Task OrderAsync(string command) =>
        Assert.True((await system.App.ResourceCommands.ExecuteCommandAsync("redis", command, Stop)).Success);

    async Task AllLetInAsync(Person person)
    {
        foreach (var (service, call) in ProtectedCalls)
            Assert.NotEqual(Unauthenticated, await AskAsync(service, call, person));
    }

    /// <summary>All are asked side by side, each for five seconds from now.</summary>
    async Task NobodyLetsInAsync(Person person)
    {
        var atTheGateway = SystemFixture.EventuallyAsync(
            async () => await person.AskAsync(HttpMethod.Get, "/api/feed").StatusAsync() == HttpStatusCode.Unauthorized,
            AuthRequests.TokensDieWithin
        );
        var inside = ProtectedCalls.Select(door =>
            SystemFixture.EventuallyAsync(
                async () => await AskAsync(door.Service, door.Call, person) == Unauthenticated,
                AuthRequests.TokensDieWithin,
                $"{door.Service} refuses the token"
            )
        );
        await Task.WhenAll([atTheGateway, .. inside]);
    }

    /// <summary>The grpc-status of a call with an empty message, past the gateway.</summary>
    async Task<string> AskAsync(string service, string call, Person person)
    {
        using var http = new HttpClient { BaseAddress = system.App.GetEndpoint(service, "grpc") };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/" + call)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[5]) { Headers = { ContentType = new("application/grpc") } },
            Headers = { Authorization = new("Bearer", person.Session.AccessToken), TE = { new("trailers") } },
        };
        using var answer = await http.SendAsync(request, Stop);
        await answer.Content.ReadAsByteArrayAsync(Stop);
        var headers = answer.TrailingHeaders.TryGetValues("grpc-status", out var status) ? status : answer.Headers.GetValues("grpc-status");
        return headers.Single();
    }
}
