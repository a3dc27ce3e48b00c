using System.Net;
using System.Net.Http.Json;
using Social.Tests.WholeSystem.Auth;
using Social.Tests.WholeSystem.Chat;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.Questions;

/// <summary>What people do with questions.</summary>
static class Asking
{
    public const string Title = "How do I repeat an operation?";

    public static Task<HttpResponseMessage> TryAsk(
        this Person person,
        string title = Title,
        string body = "In a *loop*?",
        string? key = null,
        params string[] tags
    ) =>
        person.Send(
            HttpMethod.Post,
            "/api/questions",
            JsonContent.Create(
                new
                {
                    title,
                    body,
                    tags,
                }
            ),
            key
        );

    public static async Task<Guid> AskQuestion(
        this Person person,
        string title = Title,
        string body = "In a *loop*?",
        params string[] tags
    ) => (await person.TryAsk(title, body, null, tags.Length > 0 ? tags : ["engine"]).Read<QuestionDetailAnswer>()).Question.Id;

    /// <summary>An upload for a question or an answer.</summary>
    public static Task<HttpResponseMessage> TryUploadImage(this Person person, params byte[][] images)
    {
        var form = new MultipartFormDataContent { { new StringContent("A loom"), "alt" } };
        foreach (var image in images)
            form.Add(new ByteArrayContent(image), "image", "a.png");
        return person.Send(HttpMethod.Post, "/api/questions/images", form);
    }

    public static Task<QuestionDetailAnswer> Question(this Person person, Guid id) =>
        person.Get<QuestionDetailAnswer>($"/api/questions/{id}");

    public static Task<HttpResponseMessage> TryAnswer(this Person person, Guid question, string body) =>
        person.Send(HttpMethod.Post, $"/api/questions/{question}/answers", JsonContent.Create(new { body }));

    public static async Task<Guid> AnswerQuestion(this Person person, Guid question, string body = "With **cards**.") =>
        (await person.Ask(HttpMethod.Post, $"/api/questions/{question}/answers", new { body }).Read<AnswerAnswer>()).Id;

    public static async Task<int> VoteOnQuestion(this Person person, Guid question, int value) =>
        (await person.Ask(HttpMethod.Put, $"/api/questions/{question}/vote", new { value }).Read<ScoreAnswer>()).Score;

    public static async Task<int> VoteOnAnswer(this Person person, Guid answer, int value) =>
        (await person.Ask(HttpMethod.Put, $"/api/answers/{answer}/vote", new { value }).Read<ScoreAnswer>()).Score;

    public static Task<RemarkAnswer> Remark(this Person person, string path, string text) =>
        person.Ask(HttpMethod.Post, $"{path}/comments", new { text }).Read<RemarkAnswer>();

    public static Task Accept(this Person person, Guid answer) => person.Do(HttpMethod.Put, $"/api/answers/{answer}/accept");

    public static Task<Page<QuestionAnswer>> Questions(this Person person, string query) =>
        person.Get<Page<QuestionAnswer>>($"/api/questions?{query}");

    /// <summary>Everything of a list, in pages of this size.</summary>
    public static async Task<List<QuestionAnswer>> AllQuestions(this Person person, string query, int limit)
    {
        List<QuestionAnswer> all = [];
        for (var cursor = ""; ; )
        {
            var page = await person.Questions($"{query}&limit={limit}{cursor}");
            all.AddRange(page.Items);
            if (page.Next is null)
                return all;
            cursor = $"&cursor={page.Next}";
        }
    }

    /// <summary>The refusal's detail, for one of this status.</summary>
    public static async Task<string> Refused(this Task<HttpResponseMessage> asking, HttpStatusCode status)
    {
        using var answer = await asking;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}, not {status}: {text}");
        return text;
    }
}
