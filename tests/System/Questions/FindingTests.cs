using System.Net;
using System.Net.Http.Json;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Questions;

/// <summary>Lists, searches and suggestions.</summary>
public sealed class FindingTests(SystemFixture system)
{
    [Fact]
    public async Task Every_order_comes_in_pages_that_neither_repeat_nor_leave_out()
    {
        var asker = await system.RegisterAsync("asker");
        var tag = $"t{asker.Id:N}"[..20];
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
            ids.Add(await asker.AskQuestionAsync($"{Asking.Title} {i}", tags: [tag]));
        await system.Alice.VoteOnQuestionAsync(ids[1], 1);
        await system.Alice.VoteOnQuestionAsync(ids[3], -1);
        var answer = await system.Bob.AnswerQuestionAsync(ids[0]);

        await InOrderAsync("sort=new", ids[4], ids[3], ids[2], ids[1], ids[0]);
        await InOrderAsync("sort=active", ids[0], ids[4], ids[3], ids[2], ids[1]);
        await InOrderAsync("sort=votes", ids[1], ids[4], ids[2], ids[0], ids[3]);
        await InOrderAsync("sort=unanswered", ids[4], ids[3], ids[2], ids[1]);
        Assert.Equal(5, (await asker.QuestionsAsync($"mine=true&tag={tag}")).Items.Count);
        Assert.Empty((await system.Bob.QuestionsAsync($"mine=true&tag={tag}")).Items);
        Assert.Equal(
            [ids[0]],
            (await asker.QuestionsAsync($"answeredBy={system.Bob.Username}&author={asker.Username}")).Items.Select(q => q.Id)
        );

        // A tag has a description that people share, and followers.
        await asker.DoAsync(HttpMethod.Put, $"/api/question-tags/{tag}/follow");
        await system.Bob.DoAsync(HttpMethod.Patch, $"/api/question-tags/{tag}", new { description = "Repeating" });
        using var silent = await system.Bob.Api.PatchAsJsonAsync($"/api/question-tags/{tag}", new { });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        Assert.Equal(
            new QuestionTagAnswer(tag, "Repeating", 5, true),
            await asker.GetAsync<QuestionTagAnswer>($"/api/question-tags/{tag.ToUpperInvariant()}")
        );
        Assert.Equal([tag], (await asker.GetAsync<Page<QuestionTagAnswer>>("/api/question-tags?followed=true")).Items.Select(t => t.Tag));
        Assert.Equal(tag, Assert.Single((await asker.GetAsync<Page<QuestionTagAnswer>>($"/api/question-tags?q={tag[..15]}")).Items).Tag);
        Assert.Equal(5, (await asker.QuestionsAsync("followed=true")).Items.Count);

        // The answers of one question, with the accepted one first.
        var second = await system.Carol.AnswerQuestionAsync(ids[0]);
        var third = await system.Alice.AnswerQuestionAsync(ids[0]);
        await system.Alice.VoteOnAnswerAsync(second, 1);
        await asker.AcceptAsync(third);
        Assert.Equal([third, second, answer], await AnswersAsync());
        // Moved between two pages, in either direction: nothing is left out or repeated.
        Assert.Equal([third, second, answer], await AnswersAsync(() => asker.AcceptAsync(answer)));
        Assert.Equal([answer, second, third], await AnswersAsync(() => asker.AcceptAsync(second)));
        Assert.Equal([second, answer, third], await AnswersAsync(() => asker.DoAsync(HttpMethod.Delete, $"/api/answers/{second}/accept")));
        Assert.Equal([second, answer, third], await AnswersAsync(() => asker.AcceptAsync(third)));

        // One to a page; something happens behind the first.
        async Task<List<Guid>> AnswersAsync(Func<Task>? meanwhile = null)
        {
            List<Guid> found = [];
            for (var cursor = ""; cursor is not null; )
            {
                var page = await asker.GetAsync<Page<AnswerAnswer>>($"/api/questions/{ids[0]}/answers?limit=1{cursor}");
                found.AddRange(page.Items.Select(a => a.Id));
                cursor = page.Next is null ? null : $"&cursor={page.Next}";
                if (found.Count == 1 && meanwhile is not null)
                    await meanwhile();
            }
            return found;
        }

        async Task InOrderAsync(string sort, params Guid[] expected) =>
            Assert.Equal(expected, (await system.Carol.AllQuestionsAsync($"{sort}&tag={tag}", 2)).Select(q => q.Id));
    }

    [Fact]
    public async Task Words_are_found_ranked_and_marked_in_code_and_in_scripts_without_spaces()
    {
        var asker = await system.RegisterAsync("asker");
        var word = $"w{asker.Id:N}"[..20];
        var inBody = await asker.AskQuestionAsync("Nothing to see in the title", $"Call `engine.{word}()` twice");
        var inTitle = await asker.AskQuestionAsync($"What does {word.ToUpperInvariant()} stand for?", "東京都の天気について");
        await asker.AskQuestionAsync("Another one without the word", "Something else");

        var found = await asker.AllQuestionsAsync($"q={word}", 1);
        Assert.Equal([inTitle, inBody], found.Select(q => q.Id));
        Assert.Equal([word.ToUpperInvariant()], found[0].Match!.Title.Where(s => s.Hit).Select(s => s.Text));
        Assert.Equal([word], found[1].Match!.Excerpt.Where(s => s.Hit).Select(s => s.Text));
        Assert.Equal([inTitle], (await asker.QuestionsAsync($"q={Uri.EscapeDataString($"{word} 天気")}")).Items.Select(q => q.Id));
        Assert.Equal([inBody], (await asker.QuestionsAsync($"q={Uri.EscapeDataString($"{word} -stand")}")).Items.Select(q => q.Id));
        Assert.Equal([inBody], (await asker.QuestionsAsync($"q={Uri.EscapeDataString($"\"engine {word}\"")}")).Items.Select(q => q.Id));

        // By the text of an answer, behind those that have the word themselves; not by one that the reader may not see.
        var answered = await asker.AskQuestionAsync("Which of the words is meant?", "No idea");
        var answer = await system.Bob.AnswerQuestionAsync(answered, $"It is {word}, and {word} again");
        found = await asker.AllQuestionsAsync($"q={word}", 2);
        Assert.Equal([inTitle, inBody, answered], found.Select(q => q.Id));
        Assert.Equal([null, null, answer], found.Select(q => q.Match!.AnswerId));
        Assert.Equal([word, word], found[2].Match!.Excerpt.Where(s => s.Hit).Select(s => s.Text));
        var blocker = await system.RegisterAsync("blocker");
        await blocker.DoAsync(HttpMethod.Put, $"/api/profiles/{system.Bob.Username}/block");
        await SystemFixture.EventuallyAsync(async () => (await blocker.AllQuestionsAsync($"q={word}", 3)).All(q => q.Id != answered));
        await system.Bob.DoAsync(HttpMethod.Delete, $"/api/answers/{answer}");

        var everywhere = await asker.GetAsync<Everywhere>($"/api/search?type=questions&q={word}");
        Assert.Equal([inTitle, inBody], everywhere.Questions.Items.Select(q => q.Id));
        var similar = await asker.GetAsync<Page<QuestionAnswer>>(
            $"/api/questions/similar?title={Uri.EscapeDataString($"Is {word} the same?")}"
        );
        Assert.Equal([inTitle], similar.Items.Select(q => q.Id));
        var like = await asker.AskQuestionAsync($"Who needs {word} these days?", tags: [word]);
        var related = await asker.GetAsync<Page<QuestionAnswer>>($"/api/questions/{like}/related");
        Assert.Equal(inTitle, related.Items[0].Id);
        Assert.DoesNotContain(related.Items, q => q.Id == like);
        Assert.Empty((await asker.GetAsync<Page<QuestionAnswer>>($"/api/questions/{Guid.NewGuid()}/related")).Items);
    }

    sealed record Everywhere(Page<QuestionAnswer> Questions);
}
