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
        var (leaver, friend) = (await system.Register("leaver"), await system.Register("friend"));
        var others = await friend.Post($"For @{leaver.Username}");
        var own = await Live(leaver, friend, others);

        await leaver.Do(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });

        await Gone([leaver.Id, .. own]);
        Assert.Equal(HttpStatusCode.NotFound, await Status(friend, $"/api/profiles/{leaver.Username}"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(friend, $"/api/posts/{own[0]}"));
        var post = await friend.Get<PostAnswer>($"/api/posts/{others.Id}");
        Assert.Equal((0, 0), (post.Likes, post.Comments));
        var profile = await friend.Profile(friend.Username);
        Assert.Equal((0, 0), (profile.Followers, profile.Following));
        await SystemFixture.Eventually(async () => await Status(leaver, "/api/feed") == HttpStatusCode.Unauthorized);
        // The name is free for somebody new, who has none of it.
        var heir = await Person.Register(system.Api, leaver.Username);
        Assert.NotNull(heir);
        Assert.NotEqual(leaver.Id, heir.Id);
        Assert.Empty((await heir.Posts(heir.Username)).Items);
    }

    [Fact]
    public async Task What_they_were_still_doing_at_that_moment_brings_nothing_back()
    {
        var (leaver, friend) = (await system.Register("hasty"), await system.Register("friend"));
        var liked = await friend.Post("Like me");
        using var stop = new CancellationTokenSource();
        var busy = Enumerable.Range(0, 4).Select(i => KeepBusy(leaver, friend, liked, i, stop.Token)).ToArray();
        await SystemFixture.Eventually(async () => (await friend.Posts(leaver.Username)).Items.Count > 3);

        await leaver.Do(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });

        // Their token was good a moment ago; they go on until it is not.
        await SystemFixture.Eventually(async () => await Status(leaver, "/api/feed") == HttpStatusCode.Unauthorized);
        await stop.CancelAsync();
        await Task.WhenAll(busy);
        await Gone([leaver.Id]);
        Assert.Equal(0, (await friend.Get<PostAnswer>($"/api/posts/{liked.Id}")).Likes);
        Assert.Equal(0, (await friend.Profile(friend.Username)).Followers);
    }

    [Fact]
    public async Task Services_that_are_away_meanwhile_only_delay_it()
    {
        string[] services = ["profile", "post", "feed", "chat", "questions"];
        var (leaver, friend) = (await system.Register("patient"), await system.Register("friend"));
        var others = await friend.Post("Hello");
        var own = await Live(leaver, friend, others);
        await Command(services, KnownResourceCommands.StopCommand);
        try
        {
            await leaver.Do(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });
        }
        finally
        {
            await Command(services, KnownResourceCommands.StartCommand);
        }
        await Gone([leaver.Id, .. own]);
        await SystemFixture.Eventually(async () => await Status(friend, $"/api/posts/{others.Id}") == HttpStatusCode.OK, WaitTimeout);
        await SystemFixture.Eventually(async () => (await friend.Get<PostAnswer>($"/api/posts/{others.Id}")).Likes == 0, WaitTimeout);
    }

    async Task Command(IEnumerable<string> services, string command)
    {
        var results = await Task.WhenAll(services.Select(service => system.App.ResourceCommands.ExecuteCommandAsync(service, command)));
        Assert.All(results, result => Assert.True(result.Success, result.Message));
    }

    /// <summary>One of everything; the ids of what is theirs.</summary>
    async Task<Guid[]> Live(Person leaver, Person friend, PostAnswer others)
    {
        await leaver.Follow(friend.Username);
        await friend.Follow(leaver.Username);
        var post = await leaver.Send("A picture #leaving", [("a.png", Pictures.Png(60, 40))]).Post();
        await leaver.Do(HttpMethod.Patch, $"/api/posts/{post.Id}", new { text = "A better word #leaving" });
        await leaver.Do(HttpMethod.Put, $"/api/posts/{others.Id}/like");
        await leaver.Do(HttpMethod.Post, $"/api/posts/{others.Id}/comments", new { text = "Nice" });
        await friend.Do(HttpMethod.Put, $"/api/posts/{post.Id}/like");
        await friend.Do(HttpMethod.Post, $"/api/posts/{post.Id}/comments", new { text = $"You too, @{leaver.Username}" });
        using var avatar = await leaver.Send(HttpMethod.Put, "/api/profiles/me/avatar", Picture());
        using var story = await leaver.Send(HttpMethod.Post, "/api/stories", Picture());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Created), (avatar.StatusCode, story.StatusCode));
        var room = await leaver.MakeRoomWith(friend);
        var message = await friend.Say(room.Id, $"Welcome, @{leaver.Username}");
        await leaver.React(message, "👍");
        await leaver.Say(room.Id, "Thanks", replyTo: message.Id);
        await leaver.Say((await leaver.OpenDirect(friend)).Id, "Between us");
        var photo = await leaver.SendPhotos(room.Id, "", [Pictures.Png(50, 50)]).Read<MessageAnswer>();
        await AskAndAnswer(leaver, friend);
        await leaver.SubscribeToPush($"{leaver.Id:N}");
        await using (await LiveClient.OpenAsync(system, leaver)) { }
        await SystemFixture.Eventually(async () => (await leaver.Feed()).Items.Any(p => p.Id == others.Id));
        await SystemFixture.Eventually(async () => (await friend.Feed()).Items.Any(p => p.Id == post.Id));
        var shown = (await friend.Profile(leaver.Username)).AvatarUrl!;
        return [post.Id, IdIn(post.Images[0].Url), IdIn(shown), Guid.Parse(photo.Images[0].Url.Split('/')[^1])];
    }

    static async Task AskAndAnswer(Person leaver, Person friend)
    {
        var (own, others) = (
            await leaver.AskQuestion(tags: ["leaving"]),
            await friend.AskQuestion(body: $"Ask @{leaver.Username}", tags: ["leaving"])
        );
        await leaver.Do(HttpMethod.Put, "/api/question-tags/leaving/follow");
        await leaver.Do(HttpMethod.Put, $"/api/questions/{others}/follow");
        var image = await leaver.TryUploadImage(Pictures.Png(50, 50)).Read<ImageAnswer>();
        var answer = await leaver.AnswerQuestion(others, $"Like ![this]({image.Url})");
        await leaver.Do(HttpMethod.Patch, $"/api/answers/{answer}", new { body = "Like that" });
        await leaver.VoteOnQuestion(others, 1);
        await friend.VoteOnAnswer(answer, 1);
        await friend.Accept(answer);
        await leaver.Remark($"/api/questions/{others}", "Well asked");
        await friend.Remark($"/api/answers/{answer}", $"Thanks, @{leaver.Username}");
        await leaver.Accept(await friend.AnswerQuestion(own, $"For @{leaver.Username}"));
        await leaver.Do(HttpMethod.Delete, $"/api/questions/{await leaver.AskQuestion(tags: ["leaving"])}");
    }

    static async Task KeepBusy(Person leaver, Person friend, PostAnswer liked, int n, CancellationToken stop)
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
            using var answer = await leaver.Send(method, path, body is null ? null : JsonContent.Create(body));
        }
    }

    async Task Gone(Guid[] ids)
    {
        IReadOnlyList<string> traces = [];
        try
        {
            await SystemFixture.Eventually(async () => (traces = await Traces.OfAsync(system, ids)).Count == 0, WaitTimeout);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"There is still something: {string.Join("; ", traces)}.");
        }
    }

    static async Task<HttpStatusCode> Status(Person who, string path)
    {
        using var answer = await who.Api.GetAsync(path);
        return answer.StatusCode;
    }

    static MultipartFormDataContent Picture() => new() { { new ByteArrayContent(Pictures.Png(50, 50)), "image", "a.png" } };

    static Guid IdIn(string url) => Guid.Parse(url.Split('/')[2]);
}
