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

    public static Task<HttpResponseMessage> TryAskAsync(
        this Person person,
        string title = Title,
        string body = "In a *loop*?",
        string? key = null,
        params string[] tags
    ) =>
        person.SendAsync(
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

    public static async Task<Guid> AskQuestionAsync(
        this Person person,
        string title = Title,
        string body = "In a *loop*?",
        params string[] tags
    ) => (await person.TryAskAsync(title, body, null, tags.Length > 0 ? tags : ["engine"]).ReadAsync<QuestionDetailAnswer>()).Question.Id;

    /// <summary>An upload for a question or an answer.</summary>
    public static Task<HttpResponseMessage> TryUploadImageAsync(this Person person, params byte[][] images)
    {
        var form = new MultipartFormDataContent { { new StringContent("A loom"), "alt" } };
        foreach (var image in images)
            form.Add(new ByteArrayContent(image), "image", "a.png");
        return person.SendAsync(HttpMethod.Post, "/api/questions/images", form);
    }

    public static Task<QuestionDetailAnswer> QuestionAsync(this Person person, Guid id) =>
        person.GetAsync<QuestionDetailAnswer>($"/api/questions/{id}");

    public static Task<HttpResponseMessage> TryAnswerAsync(this Person person, Guid question, string body) =>
        person.SendAsync(HttpMethod.Post, $"/api/questions/{question}/answers", JsonContent.Create(new { body }));

    public static async Task<Guid> AnswerQuestionAsync(this Person person, Guid question, string body = "With **cards**.") =>
        (await person.AskAsync(HttpMethod.Post, $"/api/questions/{question}/answers", new { body }).ReadAsync<AnswerAnswer>()).Id;

    public static async Task<int> VoteOnQuestionAsync(this Person person, Guid question, int value) =>
        (await person.AskAsync(HttpMethod.Put, $"/api/questions/{question}/vote", new { value }).ReadAsync<ScoreAnswer>()).Score;

    public static async Task<int> VoteOnAnswerAsync(this Person person, Guid answer, int value) =>
        (await person.AskAsync(HttpMethod.Put, $"/api/answers/{answer}/vote", new { value }).ReadAsync<ScoreAnswer>()).Score;

    public static Task<RemarkAnswer> RemarkAsync(this Person person, string path, string text) =>
        person.AskAsync(HttpMethod.Post, $"{path}/comments", new { text }).ReadAsync<RemarkAnswer>();

    public static Task AcceptAsync(this Person person, Guid answer) => person.DoAsync(HttpMethod.Put, $"/api/answers/{answer}/accept");

    public static Task<Page<QuestionAnswer>> QuestionsAsync(this Person person, string query) =>
        person.GetAsync<Page<QuestionAnswer>>($"/api/questions?{query}");

    /// <summary>Everything of a list, in pages of this size.</summary>
    public static async Task<List<QuestionAnswer>> AllQuestionsAsync(this Person person, string query, int limit)
    {
        List<QuestionAnswer> all = [];
        for (var cursor = ""; ; )
        {
            var page = await person.QuestionsAsync($"{query}&limit={limit}{cursor}");
            all.AddRange(page.Items);
            if (page.Next is null)
                return all;
            cursor = $"&cursor={page.Next}";
        }
    }

    /// <summary>The refusal's detail, for one of this status.</summary>
    public static async Task<string> RefusedAsync(this Task<HttpResponseMessage> asking, HttpStatusCode status)
    {
        using var answer = await asking;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}, not {status}: {text}");
        return text;
    }
}
