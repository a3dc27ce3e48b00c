using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Social.Tests.WholeSystem.Chat;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;
using Social.Tests.WholeSystem.Questions;

namespace Social.Tests.WholeSystem.Gateway;

/// <summary>An owner with one thing of every kind, somebody the owner blocks, and a stranger.</summary>
sealed class AccessScenario
{
    readonly HttpClient nobody;
    readonly IReadOnlyDictionary<string, string> things;
    readonly string newcomer = Fresh();

    AccessScenario(HttpClient nobody, Person owner, Person blocked, Person stranger, IReadOnlyDictionary<string, string> things) =>
        (this.nobody, Owner, Blocked, Stranger, this.things) = (nobody, owner, blocked, stranger, things);

    public Person Owner { get; }
    public Person Blocked { get; }
    public Person Stranger { get; }

    /// <param name="other">Its blocked person and stranger come here, too; for calls that neither ends an account nor a session.</param>
    public static async Task<AccessScenario> SetAsync(SystemFixture system, AccessScenario? other = null)
    {
        var owner = await system.RegisterAsync(Fresh());
        var (blocked, stranger) = (
            other?.Blocked ?? await system.RegisterAsync(Fresh()),
            other?.Stranger ?? await system.RegisterAsync(Fresh())
        );
        await owner.DoAsync(HttpMethod.Put, $"/api/profiles/{blocked.Username}/block");
        if (other is null)
            await Person.LogInAsync(system.Api, owner.Username);
        var post = await owner.SendAsync("Here #scenario", [("a.png", Pictures.Png(40, 30))]).PostAsync();
        await owner.DoAsync(HttpMethod.Put, $"/api/posts/{post.Id}/like");
        var comment = await IdOfAsync(owner.Api.PostAsJsonAsync($"/api/posts/{post.Id}/comments", new { text = "Mine" }));
        using var picture = new MultipartFormDataContent { { new ByteArrayContent(Pictures.Png(40, 30)), "image", "a.png" } };
        var story = await IdOfAsync(owner.Api.PostAsync("/api/stories", picture));
        var room = await owner.MakeRoomAsync();
        var message = await owner.SendPhotosAsync(room.Id, "Here we are, scenario", [Pictures.Png(40, 30)]).ReadAsync<MessageAnswer>();
        var invite = await owner.InviteAsync(room.Id);
        var (question, original) = (await owner.AskQuestionAsync(tags: ["scenario"]), await owner.AskQuestionAsync(tags: ["scenario"]));
        var answer = await owner.AnswerQuestionAsync(question);
        var remark = await owner.RemarkAsync($"/api/questions/{question}", "Mine, too");
        var sessions = await owner.Api.GetFromJsonAsync<JsonObject>("/api/auth/sessions");
        var session = sessions!["items"]!.AsArray().First(s => other is not null || !(bool)s!["current"]!)!["id"]!;
        // Who keeps a copy of the block refuses writes once it has come; what only its owner may do tells, and changes nothing.
        foreach (var path in (string[])[$"/api/posts/{post.Id}", $"/api/questions/{question}"])
            await SystemFixture.EventuallyAsync(async () =>
                (await blocked.SendAsync(HttpMethod.Delete, path, null)).StatusCode == HttpStatusCode.NotFound
            );
        return new(
            // Without cookies: somebody who logged in a moment ago is not nobody.
            new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = system.Api.BaseAddress },
            owner,
            blocked,
            stranger,
            new Dictionary<string, string>
            {
                ["/api/posts/{id}"] = $"/api/posts/{post.Id}",
                ["/api/comments/{id}"] = $"/api/comments/{comment}",
                ["/api/stories/{id}"] = $"/api/stories/{story}",
                ["/api/rooms/{id}"] = $"/api/rooms/{room.Id}",
                ["/api/questions/{id}"] = $"/api/questions/{question}",
                ["/api/questions/similar"] = "/api/questions/similar?title=operation",
                ["{other}"] = $"{original}",
                ["/api/answers/{id}"] = $"/api/answers/{answer}",
                ["/api/question-comments/{id}"] = $"/api/question-comments/{remark.Id}",
                ["{messageId}"] = $"{message.Id}",
                ["{mediaId}"] = message.Images[0].Url.Split('/')[^1],
                ["{inviteId}"] = $"{invite.Id}",
                ["{token}"] = invite.Token,
                ["{emoji}"] = Uri.EscapeDataString("👍"),
                ["/api/messages"] = "/api/messages?q=scenario",
                ["/api/auth/sessions/{id}"] = $"/api/auth/sessions/{session}",
                ["/media/{id}"] = post.Images[0].Url,
                ["/api/services/{name}"] = "/api/services/social.profile.v1.ProfileService",
                ["/api/search"] = "/api/search?q=scenario",
                ["{size}"] = "thumb",
                ["{tag}"] = "scenario",
                ["{username}"] = owner.Username,
            }
        );
    }

    /// <summary>Asks as one of these people, or as nobody.</summary>
    public async Task<HttpResponseMessage> AskAsync(Person? who, Access access, JsonNode operation)
    {
        var path = things.Aggregate(access.Route, (path, thing) => path.Replace(thing.Key, thing.Value, StringComparison.Ordinal));
        using var request = new HttpRequestMessage(access.Method, path) { Content = Body(access, operation) };
        return await (who?.Api ?? nobody).SendAsync(request);
    }

    /// <summary>What the document says one sends: its example, or an image where it takes a form.</summary>
    HttpContent? Body(Access access, JsonNode operation)
    {
        if (operation["requestBody"]?["content"] is not JsonObject content)
            return null;
        if (content["application/json"] is { } json)
        {
            var example =
                json["example"]?.DeepClone() ?? throw new InvalidOperationException("The document shows no example of this body.");
            // Whoever the example makes may live here already.
            if (access.Route == "/api/auth/register")
                example["username"] = newcomer;
            return JsonContent.Create(example);
        }
        return new MultipartFormDataContent { { new ByteArrayContent(Pictures.Png(40, 30)), "image", "a.png" } };
    }

    static async Task<string> IdOfAsync(Task<HttpResponseMessage> asking)
    {
        using var answer = await asking;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }

    static string Fresh() => $"s{Guid.NewGuid():N}"[..20];
}
