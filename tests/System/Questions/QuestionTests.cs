using System.Net;
using Social.Tests.WholeSystem.Auth;
using Social.Tests.WholeSystem.Chat;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Questions;

/// <summary>What stands in questions, answers and comments, and who may change it.</summary>
public sealed class QuestionTests(SystemFixture system)
{
    [Fact]
    public async Task What_is_asked_answered_and_remarked_is_read_by_others()
    {
        var (asker, other) = (await system.Register("asker"), await system.Register("other"));
        var asked = await asker
            .TryAsk(body: $"Ask @{other.Username}:\n\n```c#\nloop();\n```\n\n<script>alert(1)</script>", key: "ask", tags: ["C#", "Loops"])
            .Read<QuestionDetailAnswer>();
        var id = asked.Question.Id;
        var again = await asker.TryAsk(body: asked.Body, key: "ask", tags: ["C#", "Loops"]).Read<QuestionDetailAnswer>();
        Assert.Equal(id, again.Question.Id);
        await asker.TryAsk(body: "Something else", key: "ask", tags: ["loops"]).Refused(HttpStatusCode.Conflict);
        var answer = await other.AnswerQuestion(id);
        var remark = await asker.Remark($"/api/answers/{answer}", "Which cards?");
        await other.Remark($"/api/questions/{id}", "Which loop?");

        var seen = await other.Question(id);

        Assert.Equal(["c#", "loops"], seen.Question.Tags);
        Assert.Equal((asker.Id, 1, 0), (seen.Question.Author!.Id, seen.Question.Answers, seen.Question.Score));
        Assert.Contains("<code class=\"language-c#\">loop();", seen.BodyHtml, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", seen.BodyHtml, StringComparison.Ordinal);
        Assert.Equal([other.Id], seen.Mentions.Select(m => m.Id));
        Assert.Equal(["Which loop?"], seen.Comments.Select(c => c.Text));
        var shown = Assert.Single(seen.Answers.Items);
        Assert.Equal((answer, "<p>With <strong>cards</strong>.</p>"), (shown.Id, shown.BodyHtml.Trim()));
        Assert.Equal([remark.Id], shown.Comments.Select(c => c.Id));
        // The author of what it is about may delete a comment, others not.
        Assert.Equal(HttpStatusCode.Forbidden, await system.Alice.Status(HttpMethod.Delete, $"/api/question-comments/{remark.Id}"));
        Assert.Equal(HttpStatusCode.NoContent, await other.Status(HttpMethod.Delete, $"/api/question-comments/{remark.Id}"));
        Assert.Empty((await other.Question(id)).Answers.Items[0].Comments);
        await SystemFixture.Eventually(async () => (await asker.Question(id)).Question.Views == 1);
    }

    [Fact]
    public async Task What_is_wrong_is_named_by_field()
    {
        var asker = await system.Register("asker");
        var text = await asker.TryAsk("Too short", "", null, "a", "b", "c", "d", "e", "f").Refused(HttpStatusCode.UnprocessableEntity);
        Assert.All((string[])["\"title\"", "\"body\"", "\"tags\"", "at least 15", "1 to 5 tags"], part => Assert.Contains(part, text));
        await asker.TryAsk(tags: ["two words"]).Refused(HttpStatusCode.UnprocessableEntity);
        await asker.TryAsk(body: new string('x', 30_001), tags: ["a"]).Refused(HttpStatusCode.UnprocessableEntity);
        await asker.TryAsk(body: new string('\u6f22', 30_000), tags: ["a"]).Read<QuestionDetailAnswer>();
        var id = await asker.AskQuestion();
        Assert.Contains(
            "own question",
            await asker.Ask(HttpMethod.Put, $"/api/questions/{id}/vote", new { value = 1 }).Refused(HttpStatusCode.Forbidden)
        );
        await system.Alice.Ask(HttpMethod.Put, $"/api/questions/{id}/vote", new { value = 2 }).Refused(HttpStatusCode.UnprocessableEntity);
        await asker.Ask(HttpMethod.Get, "/api/questions?sort=best").Refused(HttpStatusCode.UnprocessableEntity);
        await asker.Ask(HttpMethod.Get, "/api/questions?sort=votes&cursor=AAAA").Refused(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_was_said_before_an_edit_is_kept_and_only_the_author_edits()
    {
        var (asker, other) = (await system.Register("asker"), await system.Register("other"));
        var id = await asker.AskQuestion(tags: ["before", "both"]);
        var answer = await other.AnswerQuestion(id, "First");
        var patch = new { title = "How do I repeat an operation twice?", tags = (string[])["both", "after"] };
        await other.Ask(HttpMethod.Patch, $"/api/questions/{id}", patch).Refused(HttpStatusCode.Forbidden);
        await asker.Ask(HttpMethod.Patch, $"/api/answers/{answer}", new { body = "Mine" }).Refused(HttpStatusCode.Forbidden);

        var edited = await asker.Ask(HttpMethod.Patch, $"/api/questions/{id}", patch).Read<QuestionDetailAnswer>();
        await other.Do(HttpMethod.Patch, $"/api/answers/{answer}", new { body = "Second" });

        Assert.Equal((patch.title, "In a *loop*?"), (edited.Question.Title, edited.Body));
        Assert.Equal(["both", "after"], edited.Question.Tags);
        Assert.NotNull(edited.Question.EditedAt);
        var before = Assert.Single((await other.Get<Page<QuestionEditAnswer>>($"/api/questions/{id}/edits")).Items);
        Assert.Equal((Asking.Title, "before both"), (before.Title, string.Join(' ', before.Tags)));
        Assert.Equal("First", Assert.Single((await asker.Get<Page<QuestionEditAnswer>>($"/api/answers/{answer}/edits")).Items).Body);
        Assert.Equal("Second", Assert.Single((await asker.Question(id)).Answers.Items).Body);
        Assert.DoesNotContain(await asker.AllQuestions("tag=before", 100), q => q.Id == id);
    }

    [Fact]
    public async Task What_others_built_on_is_not_deleted_and_a_duplicate_is_closed()
    {
        var (asker, other) = (await system.Register("asker"), await system.Register("other"));
        var (id, original) = (await asker.AskQuestion(), await other.AskQuestion());
        var answer = await other.AnswerQuestion(id);
        await asker.Accept(answer);
        await asker.Ask(HttpMethod.Delete, $"/api/questions/{id}").Refused(HttpStatusCode.Conflict);
        await other.Ask(HttpMethod.Delete, $"/api/answers/{answer}").Refused(HttpStatusCode.Conflict);
        await other.Ask(HttpMethod.Delete, $"/api/answers/{answer}/accept").Refused(HttpStatusCode.Forbidden);
        await asker.Do(HttpMethod.Delete, $"/api/answers/{answer}/accept");
        await other.Do(HttpMethod.Delete, $"/api/answers/{answer}");

        var duplicate = $"/api/questions/{id}/duplicate-of";
        await other.Ask(HttpMethod.Put, $"{duplicate}/{original}").Refused(HttpStatusCode.Forbidden);
        await asker.Ask(HttpMethod.Put, $"{duplicate}/{id}").Refused(HttpStatusCode.UnprocessableEntity);
        await asker.Do(HttpMethod.Put, $"{duplicate}/{original}");
        Assert.Equal(original, (await other.Question(id)).Question.DuplicateOf);
        await other.Ask(HttpMethod.Post, $"/api/questions/{id}/answers", new { body = "Late" }).Refused(HttpStatusCode.Conflict);
        await other.Ask(HttpMethod.Put, $"/api/questions/{original}/duplicate-of/{id}").Refused(HttpStatusCode.Conflict);
        await asker.Do(HttpMethod.Delete, duplicate);
        await asker.AnswerQuestion(id, "My own");

        for (var i = 0; i < 2; i++)
            await asker.Do(HttpMethod.Delete, $"/api/questions/{id}");
        await other.Ask(HttpMethod.Get, $"/api/questions/{id}").Refused(HttpStatusCode.NotFound);
        Assert.DoesNotContain(await other.AllQuestions($"author={asker.Username}", 100), q => q.Id == id);
    }

    [Fact]
    public async Task A_block_keeps_each_from_what_the_other_wrote()
    {
        var (asker, blocked, third) = (await system.Register("asker"), await system.Register("blocked"), await system.Register("third"));
        var (mine, theirs) = (await asker.AskQuestion(), await third.AskQuestion());
        var answer = await blocked.AnswerQuestion(theirs);
        var (accepted, own) = (await blocked.AnswerQuestion(mine, "Accepted"), await blocked.AnswerQuestion(mine, "Their own"));
        await asker.Accept(accepted);
        var remark = await blocked.Remark($"/api/questions/{mine}", "Mine, too");
        await asker.Do(HttpMethod.Put, $"/api/profiles/{blocked.Username}/block");

        await blocked.Ask(HttpMethod.Get, $"/api/questions/{mine}").Refused(HttpStatusCode.NotFound);
        await SystemFixture.Eventually(async () =>
            await asker.Status(HttpMethod.Put, $"/api/answers/{answer}/vote", new { value = 1 }) == HttpStatusCode.NotFound
        );
        await blocked.Ask(HttpMethod.Post, $"/api/questions/{mine}/answers", new { body = "Hm" }).Refused(HttpStatusCode.NotFound);
        await blocked.Ask(HttpMethod.Put, $"/api/questions/{mine}/vote", new { value = -1 }).Refused(HttpStatusCode.NotFound);
        var seen = await asker.Question(theirs);
        Assert.Equal((0, 0), (seen.Question.Answers, seen.Answers.Items.Count));
        Assert.Single((await third.Question(theirs)).Answers.Items);

        // What others still read is its author's to delete, and an acceptance the asker's to withdraw.
        await blocked.Do(HttpMethod.Delete, $"/api/question-comments/{remark.Id}");
        await blocked.Do(HttpMethod.Delete, $"/api/answers/{own}");
        await asker.Do(HttpMethod.Delete, $"/api/answers/{accepted}/accept");
        await blocked.Do(HttpMethod.Delete, $"/api/answers/{accepted}");
        Assert.Empty((await third.Question(mine)).Answers.Items);
    }
}
