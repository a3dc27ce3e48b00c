using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Notifications;

namespace Social.Tests.WholeSystem.Questions;

/// <summary>Who is told of what happens to a question.</summary>
public sealed class QuestionNotificationTests(SystemFixture system)
{
    [Fact]
    public async Task Whom_it_concerns_hear_of_it_once_and_what_is_taken_back_is_taken_back()
    {
        var (asker, other, reader) = (
            await system.RegisterAsync("asker"),
            await system.RegisterAsync("other"),
            await system.RegisterAsync("reader")
        );
        var tag = $"t{asker.Id:N}"[..20];
        await asker.AskQuestionAsync(tags: [tag]);
        await reader.DoAsync(HttpMethod.Put, $"/api/question-tags/{tag}/follow");

        var id = await asker.AskQuestionAsync(body: $"Ask @{other.Username}", tags: [tag]);
        // The name leads to the profile, also after an edit of the title alone.
        await asker.DoAsync(HttpMethod.Patch, $"/api/questions/{id}", new { title = $"{Asking.Title} And why?" });
        Assert.Contains($"<a href=\"/@{other.Username}\"", (await reader.QuestionAsync(id)).BodyHtml, StringComparison.Ordinal);
        await reader.HearsAsync($"question: {asker.Username} +0");
        await other.HearsAsync($"question_mention: {asker.Username} +0");
        var told = (await reader.GetAsync<Page<Told>>("/api/notifications")).Items[0];
        Assert.Equal(new(id, $"{Asking.Title} And why?", Mine: false), told.Question);
        await reader.MarkReadAsync();
        await other.MarkReadAsync();

        await reader.DoAsync(HttpMethod.Put, $"/api/questions/{id}/follow");
        Assert.True((await reader.QuestionAsync(id)).Question.Followed);
        var answer = await other.AnswerQuestionAsync(id);
        await asker.HearsAsync($"answer: {other.Username} +0");
        await reader.HearsAsync($"answer: {other.Username} +0", $"question: {asker.Username} +0");
        told = (await asker.GetAsync<Page<Told>>("/api/notifications")).Items[0];
        Assert.Equal((answer, true), (told.AnswerId, told.Question!.Mine));
        await reader.AnswerQuestionAsync(id, "Another");
        await asker.HearsAsync($"answer: {reader.Username} {other.Username} +0");

        await asker.AcceptAsync(answer);
        await other.HearsAsync($"accepted: {asker.Username} +0", $"question_mention: {asker.Username} +0");
        await reader.VoteOnAnswerAsync(answer, 1);
        await other.HearsAsync($"vote: {reader.Username} +0", $"accepted: {asker.Username} +0", $"question_mention: {asker.Username} +0");
        await reader.VoteOnAnswerAsync(answer, -1);
        await asker.DoAsync(HttpMethod.Delete, $"/api/answers/{answer}/accept");
        await other.HearsAsync($"question_mention: {asker.Username} +0");
        var remark = await asker.RemarkAsync($"/api/answers/{answer}", $"Thanks, @{other.Username}");
        await other.HearsAsync($"question_comment: {asker.Username} +0", $"question_mention: {asker.Username} +0");
        await asker.DoAsync(HttpMethod.Delete, $"/api/question-comments/{remark.Id}");
        await asker.RemarkAsync($"/api/answers/{answer}", $"Once more, @{other.Username}");
        await other.HearsAsync($"question_comment: {asker.Username} +0", $"question_mention: {asker.Username} +0");
        await other.DoAsync(HttpMethod.Delete, $"/api/answers/{answer}");
        await other.HearsAsync($"question_mention: {asker.Username} +0");
        await asker.HearsAsync($"answer: {reader.Username} +0");

        // Of somebody whom they block, and of their questions, people hear nothing any more.
        await reader.DoAsync(HttpMethod.Put, $"/api/profiles/{asker.Username}/block");
        await reader.HearsAsync();
    }

    sealed record Told(ToldQuestion? Question, Guid? AnswerId);

    sealed record ToldQuestion(Guid Id, string Title, bool Mine);
}
