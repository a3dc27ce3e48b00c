using System.Net;
using System.Net.Http.Json;
using Aspire.Hosting.ApplicationModel;
using Social.Tests.WholeSystem.Chat;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Notifications;
using Social.Tests.WholeSystem.Posts;
using Social.Tests.WholeSystem.Questions;

namespace Social.Tests.WholeSystem.UserErasure;

/// <summary>Somebody deletes their account: everything of them goes, in every service, whatever is still under way.</summary>
[Collection<Exclusive>]
public sealed class UserErasureTests(SystemFixture system)
{
    // An image's objects are swept after its rows; a killed service has to come back first.
    static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Nothing_is_left_of_somebody_who_did_everything()
    {
        var (leaver, friend) = (await system.RegisterAsync("leaver"), await system.RegisterAsync("friend"));
        var others = await friend.PostAsync($"For @{leaver.Username}");
        var own = await LiveAsync(leaver, friend, others);

        await leaver.DoAsync(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });

        await GoneAsync([leaver.Id, .. own]);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(friend, $"/api/profiles/{leaver.Username}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(friend, $"/api/posts/{own[0]}"));
        var post = await friend.GetAsync<PostAnswer>($"/api/posts/{others.Id}");
        Assert.Equal((0, 0), (post.Likes, post.Comments));
        var profile = await friend.ProfileAsync(friend.Username);
        Assert.Equal((0, 0), (profile.Followers, profile.Following));
        await SystemFixture.EventuallyAsync(async () => await StatusAsync(leaver, "/api/feed") == HttpStatusCode.Unauthorized);
        // The name is free for somebody new, who has none of it.
        var heir = await Person.RegisterAsync(system.Api, leaver.Username);
        Assert.NotNull(heir);
        Assert.NotEqual(leaver.Id, heir.Id);
        Assert.Empty((await heir.PostsAsync(heir.Username)).Items);
    }

    [Fact]
    public async Task What_they_were_still_doing_at_that_moment_brings_nothing_back()
    {
        var (leaver, friend) = (await system.RegisterAsync("hasty"), await system.RegisterAsync("friend"));
        var liked = await friend.PostAsync("Like me");
        using var stop = new CancellationTokenSource();
        var busy = Enumerable.Range(0, 4).Select(i => KeepBusyAsync(leaver, friend, liked, i, stop.Token)).ToArray();
        await SystemFixture.EventuallyAsync(async () => (await friend.PostsAsync(leaver.Username)).Items.Count > 3);

        await leaver.DoAsync(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });

        // Their token was good a moment ago; they go on until it is not.
        await SystemFixture.EventuallyAsync(async () => await StatusAsync(leaver, "/api/feed") == HttpStatusCode.Unauthorized);
        await stop.CancelAsync();
        await Task.WhenAll(busy);
        await GoneAsync([leaver.Id]);
        Assert.Equal(0, (await friend.GetAsync<PostAnswer>($"/api/posts/{liked.Id}")).Likes);
        Assert.Equal(0, (await friend.ProfileAsync(friend.Username)).Followers);
    }

    [Fact]
    public async Task Services_that_are_away_meanwhile_only_delay_it()
    {
        string[] services = ["profile", "post", "feed", "chat", "questions"];
        var (leaver, friend) = (await system.RegisterAsync("patient"), await system.RegisterAsync("friend"));
        var others = await friend.PostAsync("Hello");
        var own = await LiveAsync(leaver, friend, others);
        await CommandAsync(services, KnownResourceCommands.StopCommand);
        try
        {
            await leaver.DoAsync(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });
        }
        finally
        {
            await CommandAsync(services, KnownResourceCommands.StartCommand);
        }
        await GoneAsync([leaver.Id, .. own]);
        await SystemFixture.EventuallyAsync(
            async () => await StatusAsync(friend, $"/api/posts/{others.Id}") == HttpStatusCode.OK,
            WaitTimeout
        );
        await SystemFixture.EventuallyAsync(
            async () => (await friend.GetAsync<PostAnswer>($"/api/posts/{others.Id}")).Likes == 0,
            WaitTimeout
        );
    }

    async Task CommandAsync(IEnumerable<string> services, string command)
    {
        var results = await Task.WhenAll(services.Select(service => system.App.ResourceCommands.ExecuteCommandAsync(service, command)));
        Assert.All(results, result => Assert.True(result.Success, result.Message));
    }

    /// <summary>One of everything; the ids of what is theirs.</summary>
    async Task<Guid[]> LiveAsync(Person leaver, Person friend, PostAnswer others)
    {
        await leaver.FollowAsync(friend.Username);
        await friend.FollowAsync(leaver.Username);
        var post = await leaver.SendAsync("A picture #leaving", [("a.png", Pictures.Png(60, 40))]).PostAsync();
        await leaver.DoAsync(HttpMethod.Patch, $"/api/posts/{post.Id}", new { text = "A better word #leaving" });
        await leaver.DoAsync(HttpMethod.Put, $"/api/posts/{others.Id}/like");
        await leaver.DoAsync(HttpMethod.Post, $"/api/posts/{others.Id}/comments", new { text = "Nice" });
        await friend.DoAsync(HttpMethod.Put, $"/api/posts/{post.Id}/like");
        await friend.DoAsync(HttpMethod.Post, $"/api/posts/{post.Id}/comments", new { text = $"You too, @{leaver.Username}" });
        using var avatar = await leaver.SendAsync(HttpMethod.Put, "/api/profiles/me/avatar", Picture());
        using var story = await leaver.SendAsync(HttpMethod.Post, "/api/stories", Picture());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Created), (avatar.StatusCode, story.StatusCode));
        var room = await leaver.MakeRoomWithAsync(friend);
        var message = await friend.SayAsync(room.Id, $"Welcome, @{leaver.Username}");
        await leaver.ReactAsync(message, "👍");
        await leaver.SayAsync(room.Id, "Thanks", replyTo: message.Id);
        await leaver.SayAsync((await leaver.OpenDirectAsync(friend)).Id, "Between us");
        var photo = await leaver.SendPhotosAsync(room.Id, "", [Pictures.Png(50, 50)]).ReadAsync<MessageAnswer>();
        await AskAndAnswerAsync(leaver, friend);
        await leaver.SubscribeToPushAsync($"{leaver.Id:N}");
        await using (await LiveClient.OpenAsync(system, leaver)) { }
        await SystemFixture.EventuallyAsync(async () => (await leaver.FeedAsync()).Items.Any(p => p.Id == others.Id));
        await SystemFixture.EventuallyAsync(async () => (await friend.FeedAsync()).Items.Any(p => p.Id == post.Id));
        var shown = (await friend.ProfileAsync(leaver.Username)).AvatarUrl!;
        return [post.Id, IdIn(post.Images[0].Url), IdIn(shown), Guid.Parse(photo.Images[0].Url.Split('/')[^1])];
    }

    static async Task AskAndAnswerAsync(Person leaver, Person friend)
    {
        var (own, others) = (
            await leaver.AskQuestionAsync(tags: ["leaving"]),
            await friend.AskQuestionAsync(body: $"Ask @{leaver.Username}", tags: ["leaving"])
        );
        await leaver.DoAsync(HttpMethod.Put, "/api/question-tags/leaving/follow");
        await leaver.DoAsync(HttpMethod.Put, $"/api/questions/{others}/follow");
        var image = await leaver.TryUploadImageAsync(Pictures.Png(50, 50)).ReadAsync<ImageAnswer>();
        var answer = await leaver.AnswerQuestionAsync(others, $"Like ![this]({image.Url})");
        await leaver.DoAsync(HttpMethod.Patch, $"/api/answers/{answer}", new { body = "Like that" });
        await leaver.VoteOnQuestionAsync(others, 1);
        await friend.VoteOnAnswerAsync(answer, 1);
        await friend.AcceptAsync(answer);
        await leaver.RemarkAsync($"/api/questions/{others}", "Well asked");
        await friend.RemarkAsync($"/api/answers/{answer}", $"Thanks, @{leaver.Username}");
        await leaver.AcceptAsync(await friend.AnswerQuestionAsync(own, $"For @{leaver.Username}"));
        await leaver.DoAsync(HttpMethod.Delete, $"/api/questions/{await leaver.AskQuestionAsync(tags: ["leaving"])}");
    }

    static async Task KeepBusyAsync(Person leaver, Person friend, PostAnswer liked, int n, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var (method, path, body) = ((n + i) % 4) switch
            {
                0 => (HttpMethod.Post, "/api/posts", (object?)new { text = $"One more, @{friend.Username}" }),
                1 => (HttpMethod.Put, $"/api/posts/{liked.Id}/like", null),
                2 => (HttpMethod.Put, $"/api/profiles/{friend.Username}/follow", null),
                _ => (HttpMethod.Post, $"/api/posts/{liked.Id}/comments", new { text = "And one more" }),
            };
            using var answer = await leaver.SendAsync(method, path, body is null ? null : JsonContent.Create(body));
        }
    }

    async Task GoneAsync(Guid[] ids)
    {
        IReadOnlyList<string> traces = [];
        try
        {
            await SystemFixture.EventuallyAsync(async () => (traces = await Traces.OfAsync(system, ids)).Count == 0, WaitTimeout);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"There is still something: {string.Join("; ", traces)}.");
        }
    }

    static async Task<HttpStatusCode> StatusAsync(Person who, string path)
    {
        using var answer = await who.Api.GetAsync(path);
        return answer.StatusCode;
    }

    static MultipartFormDataContent Picture() => new() { { new ByteArrayContent(Pictures.Png(50, 50)), "image", "a.png" } };

    static Guid IdIn(string url) => Guid.Parse(url.Split('/')[2]);
}
