using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

/// <summary>Questions and answers at a browser.</summary>
public sealed class QuestionTests(SystemFixture system, Browser browser)
{
    [Fact]
    public async Task A_question_is_asked_answered_voted_on_and_its_answer_accepted()
    {
        var (lia, moe) = (await system.RegisterAsync("lia"), await system.RegisterAsync("moe"));
        var word = Word();
        await AskAsync(moe, $"How do I weave {word} by hand?", word);
        await using var left = await VisitAsync(lia);
        await left.Page.GotoAsync("/questions/ask");
        await left.Page.GetByLabel("Title").FillAsync($"How do I weave {word} on a loom?");
        var similar = left.Page.GetByRole(AriaRole.Region, new() { Name = "Similar questions" });
        await Expect(similar.GetByRole(AriaRole.Link).First).ToContainTextAsync($"How do I weave {word} by hand?");
        await left.Page.GetByLabel("Details").FillAsync("With **cards**? ");
        await left.Page.Locator(".editor input[type=file]").SetInputFilesAsync(await left.PhotoAsync("loom.jpg"));
        await Expect(left.Page.GetByLabel("Details")).ToHaveValueAsync(new Regex(@"\*\*cards\*\*\? !\[describe the image\]\(/media/"));
        await left.Page.GetByLabel("Details").PressSequentiallyAsync("A loom");
        await left.Page.GetByRole(AriaRole.Combobox, new() { Name = "Tags" }).FillAsync(word);
        await left.Page.Keyboard.PressAsync("Enter");
        await left.Page.GetByRole(AriaRole.Button, new() { Name = "Post question" }).ClickAsync();
        await Expect(left.Page).ToHaveURLAsync(new Regex("/questions/[0-9a-f-]{36}$"));
        await Expect(left.Page.Locator("strong", new() { HasText = "cards" })).ToBeVisibleAsync();
        await Expect(left.Page.GetByRole(AriaRole.Img, new() { Name = "A loom" })).ToBeVisibleAsync();

        await using var right = await VisitAsync(moe);
        await right.Page.GotoAsync(new Uri(left.Page.Url).AbsolutePath);
        var vote = right.Page.GetByRole(AriaRole.Button, new() { Name = "Vote for this question" });
        await vote.ClickAsync();
        await Expect(vote).ToHaveAttributeAsync("aria-pressed", "true");
        await right.Page.GetByLabel("Your answer").Last.FillAsync("Punch them first.");
        await right.Page.GetByRole(AriaRole.Button, new() { Name = "Post answer" }).ClickAsync();
        await Expect(Answers(right)).ToContainTextAsync("Punch them first.");

        await left.Page.ReloadAsync();
        await Expect(left.Page.GetByRole(AriaRole.Article, new() { Name = "Question" }).Locator(".q-score")).ToContainTextAsync("1");
        await left.Page.GetByRole(AriaRole.Button, new() { Name = "Accept", Exact = true }).ClickAsync();
        await Expect(Answers(left)).ToContainTextAsync("Accepted answer");
        Assert.Empty(left.ConsoleErrors);
        Assert.Empty(right.ConsoleErrors);
    }

    [Fact]
    public async Task A_drafted_question_survives_leaving_and_a_reload()
    {
        await using var visitor = await VisitAsync(await system.RegisterAsync("drafter"));
        await visitor.Page.GotoAsync("/questions/ask");
        await visitor.Page.GetByLabel("Title").FillAsync("Half a question");
        await visitor.Page.GetByLabel("Details").FillAsync("Half a thought");
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Page.GetByLabel("Details")).ToHaveValueAsync("Half a thought");
        await visitor.Page.GotoAsync("/questions");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Ask a question" }).First.ClickAsync();
        await Expect(visitor.Page.GetByLabel("Title")).ToHaveValueAsync("Half a question");
        Assert.Empty(visitor.ConsoleErrors);
    }

    [Fact]
    public async Task A_filter_and_a_search_are_in_the_address()
    {
        var (lia, word) = (await system.RegisterAsync("lia"), Word());
        await AskAsync(lia, $"How do I weave {word} by hand?", word);
        await using var visitor = await VisitAsync(lia);
        await visitor.Page.GotoAsync("/questions");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Votes", Exact = true }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Mine", Exact = true }).ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex(@"\?sort=votes&show=mine$"));
        await visitor.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search questions" }).FillAsync(word);
        await Expect(visitor.Page).ToHaveURLAsync(new Regex($"q={word}"));
        await Expect(visitor.Page.Locator("mark").First).ToHaveTextAsync(word);
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Page.Locator("mark").First).ToHaveTextAsync(word);
        Assert.Empty(visitor.ConsoleErrors);
    }

    async Task<Visitor> VisitAsync(Person person)
    {
        var visitor = await browser.VisitAsync(system);
        await visitor.LogInAsync(person.Username);
        await visitor.AtHomeAsync();
        return visitor;
    }

    static string Word() => $"w{Guid.NewGuid():N}"[..14];

    static ILocator Answers(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Article, new() { Name = "Answer by" });

    static async Task<Guid> AskAsync(Person person, string title, string tag)
    {
        var body = new
        {
            title,
            body = "By *hand*?",
            tags = (string[])[tag],
        };
        using var answer = await person.Api.PostAsJsonAsync("/api/questions", body);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("question").GetProperty("id").GetGuid();
    }
}
