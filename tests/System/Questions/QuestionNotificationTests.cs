using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Notifications;

namespace Social.Tests.WholeSystem.Questions;

/// <summary>Who is told of what happens to a question.</summary>
public sealed class QuestionNotificationTests(SystemFixture system)
{
    [Fact]
    public async Task Whom_it_concerns_hear_of_it_once_and_what_is_taken_back_is_taken_back()
    {
        var (asker, other, reader) = (await system.Register("asker"), await system.Register("other"), await system.Register("reader"));
        var tag = $"t{asker.Id:N}"[..20];
        await asker.AskQuestion(tags: [tag]);
        await reader.Do(HttpMethod.Put, $"/api/question-tags/{tag}/follow");

        var id = await asker.AskQuestion(body: $"Ask @{other.Username}", tags: [tag]);
        // The name leads to the profile, also after an edit of the title alone.
        await asker.Do(HttpMethod.Patch, $"/api/questions/{id}", new { title = $"{Asking.Title} And why?" });
        Assert.Contains($"<a href=\"/@{other.Username}\"", (await reader.Question(id)).BodyHtml, StringComparison.Ordinal);
        await reader.Hears($"question: {asker.Username} +0");
        await other.Hears($"question_mention: {asker.Username} +0");
        var told = (await reader.Get<Page<Told>>("/api/notifications")).Items[0];
        Assert.Equal(new(id, $"{Asking.Title} And why?", Mine: false), told.Question);
        await reader.MarkRead();
        await other.MarkRead();

        await reader.Do(HttpMethod.Put, $"/api/questions/{id}/follow");
        Assert.True((await reader.Question(id)).Question.Followed);
        var answer = await other.AnswerQuestion(id);
        await asker.Hears($"answer: {other.Username} +0");
        await reader.Hears($"answer: {other.Username} +0", $"question: {asker.Username} +0");
        told = (await asker.Get<Page<Told>>("/api/notifications")).Items[0];
        Assert.Equal((answer, true), (told.AnswerId, told.Question!.Mine));
        await reader.AnswerQuestion(id, "Another");
        await asker.Hears($"answer: {reader.Username} {other.Username} +0");

        await asker.Accept(answer);
        await other.Hears($"accepted: {asker.Username} +0", $"question_mention: {asker.Username} +0");
        await reader.VoteOnAnswer(answer, 1);
        await other.Hears($"vote: {reader.Username} +0", $"accepted: {asker.Username} +0", $"question_mention: {asker.Username} +0");
        await reader.VoteOnAnswer(answer, -1);
        await asker.Do(HttpMethod.Delete, $"/api/answers/{answer}/accept");
        await other.Hears($"question_mention: {asker.Username} +0");
        var remark = await asker.Remark($"/api/answers/{answer}", $"Thanks, @{other.Username}");
        await other.Hears($"question_comment: {asker.Username} +0", $"question_mention: {asker.Username} +0");
        await asker.Do(HttpMethod.Delete, $"/api/question-comments/{remark.Id}");
        await asker.Remark($"/api/answers/{answer}", $"Once more, @{other.Username}");
        await other.Hears($"question_comment: {asker.Username} +0", $"question_mention: {asker.Username} +0");
        await other.Do(HttpMethod.Delete, $"/api/answers/{answer}");
        await other.Hears($"question_mention: {asker.Username} +0");
        await asker.Hears($"answer: {reader.Username} +0");

        // Of somebody whom they block, and of their questions, people hear nothing any more.
        await reader.Do(HttpMethod.Put, $"/api/profiles/{asker.Username}/block");
        await reader.Hears();
    }

    sealed record Told(ToldQuestion? Question, Guid? AnswerId);

    sealed record ToldQuestion(Guid Id, string Title, bool Mine);
}
