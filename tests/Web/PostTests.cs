using Microsoft.Playwright;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

public sealed class PostTests(SystemFixture system, Browser browser)
{
    [Fact]
    public async Task An_edited_post_says_so_and_shows_its_author_the_history()
    {
        var author = await system.RegisterAsync("editor");
        var post = await author.PostAsync("Frist version");
        await using var ada = await browser.VisitAsync(system);
        await ada.LogInAsync(author.Username);
        await ada.AtHomeAsync();
        await ada.Page.GotoAsync($"/post/{post.Id}");
        await MenuAsync(ada, "Edit");
        var dialog = ada.Page.GetByRole(AriaRole.Dialog, new() { Name = "Edit post" });
        await Expect(dialog.GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("First version");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(ada.Posts).ToContainTextAsync("First version");
        await Expect(ada.Posts).ToContainTextAsync("Edited");
        await MenuAsync(ada, "Edit history");
        await Expect(ada.Page.GetByRole(AriaRole.Dialog, new() { Name = "Edit history" })).ToContainTextAsync("Frist version");
        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(ada.Posts.GetByRole(AriaRole.Button, new() { Name = "More" })).ToBeFocusedAsync();
        Assert.Empty(ada.ConsoleErrors);
    }

    [Fact]
    public async Task A_post_is_opened_by_a_click_and_deleted_after_a_question()
    {
        var author = await system.RegisterAsync("deleter");
        await author.PostAsync("Click me, then delete me");
        await using var ada = await browser.VisitAsync(system);
        await ada.LogInAsync(author.Username);
        await ada.AtHomeAsync();
        await ada.Page.GotoAsync($"/@{author.Username}");
        await ada.Posts.First.ClickAsync(
            new()
            {
                Position = new() { X = 300, Y = 100 },
            }
        );
        await Expect(ada.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/post/"));
        await MenuAsync(ada, "Delete");
        var dialog = ada.Page.GetByRole(AriaRole.Dialog, new() { Name = "Delete this post?" });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(ada.Page.GetByText("Your post was deleted.")).ToBeVisibleAsync();
        await ada.AtHomeAsync();
        Assert.Empty(ada.ConsoleErrors);
    }

    [Fact]
    public async Task Three_quick_clicks_on_Like_leave_the_post_liked()
    {
        var post = await (await system.RegisterAsync("author")).PostAsync("Like me thrice");
        await using var bob = await browser.VisitAsync(system);
        await bob.LogInAsync((await system.RegisterAsync("liker")).Username);
        await bob.AtHomeAsync();
        await bob.Page.GotoAsync($"/post/{post.Id}");
        var like = bob.Posts.GetByRole(AriaRole.Button, new() { Name = "Like" });
        await like.ClickAsync(new() { ClickCount = 3 });
        await Expect(like).ToHaveAccessibleNameAsync("Like, 1 like");
        await SystemFixture.EventuallyAsync(async () =>
        {
            await bob.Page.ReloadAsync();
            await Expect(like).ToBeVisibleAsync();
            return await like.GetAttributeAsync("aria-pressed") == "true";
        });
    }

    [Fact]
    public async Task Posts_people_and_tags_are_found_in_their_tabs()
    {
        var author = await system.RegisterAsync("findable");
        var word = $"quince{Random.Shared.Next(1_000_000)}";
        await author.PostAsync($"A {word} tree #{word}");
        await using var bob = await browser.VisitAsync(system);
        await bob.LogInAsync((await system.RegisterAsync("searcher")).Username);
        await bob.AtHomeAsync();
        await bob.Page.GotoAsync("/search");
        var box = bob.Page.GetByRole(AriaRole.Searchbox);
        await box.FillAsync(word);
        await box.PressAsync("Enter");
        await Expect(bob.Posts.First).ToContainTextAsync("tree");
        await bob.Page.GetByRole(AriaRole.Link, new() { Name = "Tags" }).ClickAsync();
        await bob.Page.GetByRole(AriaRole.List, new() { Name = "Tags found" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(bob.Page).ToHaveTitleAsync($"#{word} · Social");
        await Expect(bob.Page.GetByText("1 post", new() { Exact = true })).ToBeVisibleAsync();
        await bob.Page.GotoAsync("/search?type=people");
        await Expect(bob.Page.GetByRole(AriaRole.Button, new() { Name = word, Exact = true })).ToBeVisibleAsync();
        await box.FillAsync(author.Username);
        await Expect(bob.Page.GetByRole(AriaRole.Main).GetByText($"@{author.Username}")).ToBeVisibleAsync();
        Assert.Empty(bob.ConsoleErrors);
    }

    [Fact]
    public async Task Following_somebody_from_the_empty_Home_shows_their_posts_at_once()
    {
        var author = await system.RegisterAsync("author");
        await author.PostAsync("Worth following");
        await using var bob = await browser.VisitAsync(system);
        await bob.LogInAsync((await system.RegisterAsync("follower")).Username);
        await bob.AtHomeAsync();
        var suggestions = bob.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Listitem);
        var follow = suggestions.Filter(new() { HasText = $"@{author.Username}" }).GetByRole(AriaRole.Button);
        await follow.ClickAsync();
        await Expect(bob.Posts.First).ToContainTextAsync("Worth following");
        Assert.Empty(bob.ConsoleErrors);
    }

    static async Task MenuAsync(Visitor visitor, string item)
    {
        await visitor.Posts.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true }).ClickAsync();
    }
}
