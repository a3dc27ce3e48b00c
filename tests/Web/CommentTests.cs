using Microsoft.Playwright;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

public sealed class CommentTests(SystemFixture system, Browser browser)
{
    [Fact]
    public async Task A_like_and_a_comment_of_one_person_are_seen_by_another()
    {
        var (author, reader) = (await system.RegisterAsync("author"), await system.RegisterAsync("reader"));
        var post = await author.PostAsync("What do you think? #question");
        await using var bob = await browser.VisitAsync(system);
        await bob.LogInAsync(reader.Username);
        await bob.AtHomeAsync();
        await bob.Page.GotoAsync("/tag/question");
        var shown = bob.Posts.Filter(new() { HasText = "What do you think?" }).First;
        var like = shown.GetByRole(AriaRole.Button, new() { Name = "Like, 0 likes" });
        await like.PressAsync("Enter");
        await Expect(shown.GetByRole(AriaRole.Button, new() { Name = "Like, 1 like", Pressed = true })).ToBeVisibleAsync();

        await shown.GetByRole(AriaRole.Link, new() { Name = "0 comments" }).ClickAsync();
        var comments = bob.Page.GetByRole(AriaRole.Region, new() { Name = "Comments" });
        await Expect(comments.GetByText("No comments yet.")).ToBeVisibleAsync();
        var draft = comments.GetByRole(AriaRole.Textbox, new() { Name = "Comment text" });
        await draft.FillAsync("I think so, too");
        await draft.PressAsync("Control+Enter");
        await Expect(comments.GetByRole(AriaRole.Listitem)).ToContainTextAsync("I think so, too");
        await Expect(draft).ToBeEmptyAsync();

        await using var ada = await browser.VisitAsync(system);
        await ada.LogInAsync(author.Username);
        await ada.AtHomeAsync();
        await ada.Page.GotoAsync($"/post/{post.Id}");
        await Expect(ada.Posts.GetByRole(AriaRole.Button, new() { Name = "Like, 1 like", Pressed = false })).ToBeVisibleAsync();
        var said = ada.Page.GetByRole(AriaRole.Region, new() { Name = "Comments" }).GetByRole(AriaRole.Listitem);
        await Expect(said).ToContainTextAsync("I think so, too");
        // The author of a post may delete the comments on it.
        await said.GetByRole(AriaRole.Button, new() { Name = "Delete the comment by" }).ClickAsync();
        var dialog = ada.Page.GetByRole(AriaRole.Dialog, new() { Name = "Delete this comment?" });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(said).ToHaveCountAsync(0);
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "Comments" })).ToBeFocusedAsync();
        await Expect(ada.Posts.GetByRole(AriaRole.Link, new() { Name = "0 comments" })).ToBeVisibleAsync();
        Assert.Empty(bob.ConsoleErrors);
        Assert.Empty(ada.ConsoleErrors);
    }

    [Fact]
    public async Task Explore_shows_what_strangers_post()
    {
        var stranger = await system.RegisterAsync("stranger");
        await stranger.PostAsync("Nobody follows me");
        await using var ada = await browser.VisitAsync(system);
        await ada.LogInAsync((await system.RegisterAsync("curious")).Username);
        await ada.AtHomeAsync();
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Explore" }).ClickAsync();
        await Expect(ada.Posts.Filter(new() { HasText = "Nobody follows me" }).First).ToBeVisibleAsync();
        Assert.Empty(ada.ConsoleErrors);
    }
}
