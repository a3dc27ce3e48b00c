using System.Net;
using Social.ServiceDefaults;
using Social.Tests.WholeSystem.Auth;
using Social.Tests.WholeSystem.Chat;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Profiles;

namespace Social.Tests.WholeSystem.Questions;

/// <summary>What stands in questions, answers and comments, and who may change it.</summary>
public sealed class QuestionTests(SystemFixture system)
{
    [Fact]
    public async Task What_is_asked_answered_and_remarked_is_read_by_others()
    {
        var (asker, other) = (await system.RegisterAsync("asker"), await system.RegisterAsync("other"));
        var asked = await asker
            .TryAskAsync(
                body: $"Ask @{other.Username}:\n\n```c#\nloop();\n```\n\n<script>alert(1)</script>",
                key: "ask",
                tags: ["C#", "Loops"]
            )
            .ReadAsync<QuestionDetailAnswer>();
        var id = asked.Question.Id;
        var again = await asker.TryAskAsync(body: asked.Body, key: "ask", tags: ["C#", "Loops"]).ReadAsync<QuestionDetailAnswer>();
        Assert.Equal(id, again.Question.Id);
        await asker.TryAskAsync(body: "Something else", key: "ask", tags: ["loops"]).RefusedAsync(HttpStatusCode.Conflict);
        var answer = await other.AnswerQuestionAsync(id);
        var remark = await asker.RemarkAsync($"/api/answers/{answer}", "Which cards?");
        await other.RemarkAsync($"/api/questions/{id}", "Which loop?");

        var seen = await other.QuestionAsync(id);

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
        Assert.Equal(HttpStatusCode.Forbidden, await system.Alice.StatusAsync(HttpMethod.Delete, $"/api/question-comments/{remark.Id}"));
        Assert.Equal(HttpStatusCode.NoContent, await other.StatusAsync(HttpMethod.Delete, $"/api/question-comments/{remark.Id}"));
        Assert.Empty((await other.QuestionAsync(id)).Answers.Items[0].Comments);
        await SystemFixture.EventuallyAsync(async () => (await asker.QuestionAsync(id)).Question.Views == 1);
    }

    [Fact]
    public async Task What_a_block_hides_is_not_read_before_the_service_has_heard_of_it()
    {
        var (asker, other) = (await system.RegisterAsync("asker"), await system.RegisterAsync("other"));
        var asked = await asker.AskQuestionAsync();
        var answered = await system.Alice.AskQuestionAsync();
        var answer = await asker.AnswerQuestionAsync(answered);
        string[] paths =
        [
            $"/api/questions/{asked}",
            $"/api/questions/{asked}/answers",
            $"/api/questions/{asked}/edits",
            $"/api/answers/{answer}/edits",
        ];
        foreach (var path in paths)
            Assert.Equal(HttpStatusCode.OK, (await other.Api.GetAsync(path)).StatusCode);

        await using (await HeldBlocks.LockAsync(system, Names.QuestionsDb))
        {
            await asker.BlockAsync(other.Username);
            foreach (var path in paths)
                Assert.Equal(HttpStatusCode.NotFound, (await other.Api.GetAsync(path)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await asker.Api.GetAsync($"/api/answers/{answer}/edits")).StatusCode);
        await asker.UnblockAsync(other.Username);
    }

    [Fact]
    public async Task What_is_wrong_is_named_by_field()
    {
        var asker = await system.RegisterAsync("asker");
        var text = await asker
            .TryAskAsync("Too short", "", null, "a", "b", "c", "d", "e", "f")
            .RefusedAsync(HttpStatusCode.UnprocessableEntity);
        Assert.All((string[])["\"title\"", "\"body\"", "\"tags\"", "at least 15", "1 to 5 tags"], part => Assert.Contains(part, text));
        await asker.TryAskAsync(tags: ["two words"]).RefusedAsync(HttpStatusCode.UnprocessableEntity);
        await asker.TryAskAsync(body: new string('x', 30_001), tags: ["a"]).RefusedAsync(HttpStatusCode.UnprocessableEntity);
        await asker.TryAskAsync(body: new string('\u6f22', 30_000), tags: ["a"]).ReadAsync<QuestionDetailAnswer>();
        var id = await asker.AskQuestionAsync();
        Assert.Contains(
            "own question",
            await asker.AskAsync(HttpMethod.Put, $"/api/questions/{id}/vote", new { value = 1 }).RefusedAsync(HttpStatusCode.Forbidden)
        );
        await system
            .Alice.AskAsync(HttpMethod.Put, $"/api/questions/{id}/vote", new { value = 2 })
            .RefusedAsync(HttpStatusCode.UnprocessableEntity);
        await asker.AskAsync(HttpMethod.Get, "/api/questions?sort=best").RefusedAsync(HttpStatusCode.UnprocessableEntity);
        await asker.AskAsync(HttpMethod.Get, "/api/questions?sort=votes&cursor=AAAA").RefusedAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_was_said_before_an_edit_is_kept_and_only_the_author_edits()
    {
        var (asker, other) = (await system.RegisterAsync("asker"), await system.RegisterAsync("other"));
        var id = await asker.AskQuestionAsync(tags: ["before", "both"]);
        var answer = await other.AnswerQuestionAsync(id, "First");
        var patch = new { title = "How do I repeat an operation twice?", tags = (string[])["both", "after"] };
        await other.AskAsync(HttpMethod.Patch, $"/api/questions/{id}", patch).RefusedAsync(HttpStatusCode.Forbidden);
        await asker.AskAsync(HttpMethod.Patch, $"/api/answers/{answer}", new { body = "Mine" }).RefusedAsync(HttpStatusCode.Forbidden);

        var edited = await asker.AskAsync(HttpMethod.Patch, $"/api/questions/{id}", patch).ReadAsync<QuestionDetailAnswer>();
        await other.DoAsync(HttpMethod.Patch, $"/api/answers/{answer}", new { body = "Second" });

        Assert.Equal((patch.title, "In a *loop*?"), (edited.Question.Title, edited.Body));
        Assert.Equal(["both", "after"], edited.Question.Tags);
        Assert.NotNull(edited.Question.EditedAt);
        var before = Assert.Single((await other.GetAsync<Page<QuestionEditAnswer>>($"/api/questions/{id}/edits")).Items);
        Assert.Equal((Asking.Title, "before both"), (before.Title, string.Join(' ', before.Tags)));
        Assert.Equal("First", Assert.Single((await asker.GetAsync<Page<QuestionEditAnswer>>($"/api/answers/{answer}/edits")).Items).Body);
        Assert.Equal("Second", Assert.Single((await asker.QuestionAsync(id)).Answers.Items).Body);
        Assert.DoesNotContain(await asker.AllQuestionsAsync("tag=before", 100), q => q.Id == id);
    }

    [Fact]
    public async Task What_others_built_on_is_not_deleted_and_a_duplicate_is_closed()
    {
        var (asker, other) = (await system.RegisterAsync("asker"), await system.RegisterAsync("other"));
        var (id, original) = (await asker.AskQuestionAsync(), await other.AskQuestionAsync());
        var answer = await other.AnswerQuestionAsync(id);
        await asker.AcceptAsync(answer);
        await asker.AskAsync(HttpMethod.Delete, $"/api/questions/{id}").RefusedAsync(HttpStatusCode.Conflict);
        await other.AskAsync(HttpMethod.Delete, $"/api/answers/{answer}").RefusedAsync(HttpStatusCode.Conflict);
        await other.AskAsync(HttpMethod.Delete, $"/api/answers/{answer}/accept").RefusedAsync(HttpStatusCode.Forbidden);
        await asker.DoAsync(HttpMethod.Delete, $"/api/answers/{answer}/accept");
        await other.DoAsync(HttpMethod.Delete, $"/api/answers/{answer}");

        var duplicate = $"/api/questions/{id}/duplicate-of";
        await other.AskAsync(HttpMethod.Put, $"{duplicate}/{original}").RefusedAsync(HttpStatusCode.Forbidden);
        await asker.AskAsync(HttpMethod.Put, $"{duplicate}/{id}").RefusedAsync(HttpStatusCode.UnprocessableEntity);
        await asker.DoAsync(HttpMethod.Put, $"{duplicate}/{original}");
        Assert.Equal(original, (await other.QuestionAsync(id)).Question.DuplicateOf);
        await other.AskAsync(HttpMethod.Post, $"/api/questions/{id}/answers", new { body = "Late" }).RefusedAsync(HttpStatusCode.Conflict);
        await other.AskAsync(HttpMethod.Put, $"/api/questions/{original}/duplicate-of/{id}").RefusedAsync(HttpStatusCode.Conflict);
        await asker.DoAsync(HttpMethod.Delete, duplicate);
        await asker.AnswerQuestionAsync(id, "My own");

        for (var i = 0; i < 2; i++)
            await asker.DoAsync(HttpMethod.Delete, $"/api/questions/{id}");
        await other.AskAsync(HttpMethod.Get, $"/api/questions/{id}").RefusedAsync(HttpStatusCode.NotFound);
        Assert.DoesNotContain(await other.AllQuestionsAsync($"author={asker.Username}", 100), q => q.Id == id);
    }

    [Fact]
    public async Task A_block_keeps_each_from_what_the_other_wrote()
    {
        var (asker, blocked, third) = (
            await system.RegisterAsync("asker"),
            await system.RegisterAsync("blocked"),
            await system.RegisterAsync("third")
        );
        var (mine, theirs) = (await asker.AskQuestionAsync(), await third.AskQuestionAsync());
        var answer = await blocked.AnswerQuestionAsync(theirs);
        var (accepted, own) = (await blocked.AnswerQuestionAsync(mine, "Accepted"), await blocked.AnswerQuestionAsync(mine, "Their own"));
        await asker.AcceptAsync(accepted);
        var remark = await blocked.RemarkAsync($"/api/questions/{mine}", "Mine, too");
        await asker.DoAsync(HttpMethod.Put, $"/api/profiles/{blocked.Username}/block");

        await blocked.AskAsync(HttpMethod.Get, $"/api/questions/{mine}").RefusedAsync(HttpStatusCode.NotFound);
        await SystemFixture.EventuallyAsync(async () =>
            await asker.StatusAsync(HttpMethod.Put, $"/api/answers/{answer}/vote", new { value = 1 }) == HttpStatusCode.NotFound
        );
        await blocked
            .AskAsync(HttpMethod.Post, $"/api/questions/{mine}/answers", new { body = "Hm" })
            .RefusedAsync(HttpStatusCode.NotFound);
        await blocked.AskAsync(HttpMethod.Put, $"/api/questions/{mine}/vote", new { value = -1 }).RefusedAsync(HttpStatusCode.NotFound);
        var seen = await asker.QuestionAsync(theirs);
        Assert.Equal((0, 0), (seen.Question.Answers, seen.Answers.Items.Count));
        Assert.Single((await third.QuestionAsync(theirs)).Answers.Items);

        // What others still read is its author's to delete, and an acceptance the asker's to withdraw.
        await blocked.DoAsync(HttpMethod.Delete, $"/api/question-comments/{remark.Id}");
        await blocked.DoAsync(HttpMethod.Delete, $"/api/answers/{own}");
        await asker.DoAsync(HttpMethod.Delete, $"/api/answers/{accepted}/accept");
        await blocked.DoAsync(HttpMethod.Delete, $"/api/answers/{accepted}");
        Assert.Empty((await third.QuestionAsync(mine)).Answers.Items);
    }
}
