using Microsoft.Playwright;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

public sealed class DraftTests(SystemFixture system, Browser browser)
{
    [Fact]
    public async Task A_draft_with_a_photo_survives_a_reload_and_the_dialogs_Escape()
    {
        await using var ada = await browser.VisitAsync(system);
        await ada.LogInAsync((await system.RegisterAsync("drafter")).Username);
        await ada.AtHomeAsync();
        await ada.WriteAsync("Half a thought", await ada.PhotoAsync("hill.jpg"));
        await ada.Page.ReloadAsync();
        await Expect(PostText(ada.Composer)).ToHaveValueAsync("Half a thought");
        await Expect(ada.Composer.GetByLabel("Description of photo 1")).ToHaveValueAsync("Photo 1 by hand");

        await ada.Page.GotoAsync("/explore");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "New post" }).ClickAsync();
        var dialog = ada.Page.GetByRole(AriaRole.Dialog, new() { Name = "New post" });
        await PostText(dialog).FillAsync("A whole thought");
        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(ada.Page.GetByText("Draft saved.")).ToBeVisibleAsync();
        await ada.Page.GotoAsync("/");
        await Expect(PostText(ada.Composer)).ToHaveValueAsync("A whole thought");
        await ada.SendAsync();
        await Expect(ada.Posts.First.GetByRole(AriaRole.Img, new() { Name = "Photo 1 by hand" })).ToBeVisibleAsync();
        Assert.Empty(ada.ConsoleErrors);
    }

    [Fact]
    public async Task A_comment_draft_survives_leaving_the_post()
    {
        var author = await system.RegisterAsync("author");
        var post = await author.PostAsync("Discuss");
        await using var bob = await browser.VisitAsync(system);
        await bob.LogInAsync((await system.RegisterAsync("reader")).Username);
        await bob.AtHomeAsync();
        await bob.Page.GotoAsync($"/post/{post.Id}");
        var text = bob.Page.GetByRole(AriaRole.Textbox, new() { Name = "Comment text" });
        await text.FillAsync("I was about to say");
        await bob.Page.GotoAsync("/");
        await bob.AtHomeAsync();
        await bob.Page.GotoAsync($"/post/{post.Id}");
        await Expect(text).ToHaveValueAsync("I was about to say");
        Assert.Empty(bob.ConsoleErrors);
    }

    [Fact]
    public async Task A_session_that_ends_explains_itself_and_returns_to_the_page_and_its_draft()
    {
        var person = await system.RegisterAsync("drafter");
        await using var ada = await browser.VisitAsync(system);
        await ada.LogInAsync(person.Username);
        await ada.AtHomeAsync();
        await PostText(ada.Composer).FillAsync("Not lost");
        // All sessions but the one of this call: the browser's is among them.
        await person.DoAsync(HttpMethod.Delete, "/api/auth/sessions");
        await ada.Page.GotoAsync("/explore");
        await Expect(ada.Page).ToHaveTitleAsync("Log in · Social");
        await Expect(ada.Page.GetByText("Your session ended.")).ToBeVisibleAsync();
        await ada.Page.GetByLabel("Username or e-mail").FillAsync(person.Username);
        await ada.Page.GetByLabel("Password").FillAsync(Person.Password);
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page).ToHaveTitleAsync("Explore · Social");
        await ada.Page.GotoAsync("/");
        await Expect(PostText(ada.Composer)).ToHaveValueAsync("Not lost");
    }

    [Fact]
    public async Task A_double_click_on_Post_publishes_the_photo_once()
    {
        await using var ada = await browser.VisitAsync(system);
        await ada.LogInAsync((await system.RegisterAsync("drafter")).Username);
        await ada.AtHomeAsync();
        await ada.WriteAsync("Twice clicked", await ada.PhotoAsync("hill.jpg"));
        await ada.Composer.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).DblClickAsync();
        await Expect(ada.Posts).ToHaveCountAsync(1);
        await Expect(ada.Posts.First).ToContainTextAsync("Twice clicked");
        await Expect(PostText(ada.Composer)).ToBeFocusedAsync();
        Assert.Empty(ada.ConsoleErrors);
    }

    [Fact]
    public async Task A_removed_photo_leaves_the_focus_at_the_next_and_a_dropped_file_does_not_leave_the_page()
    {
        await using var ada = await browser.VisitAsync(system);
        await ada.LogInAsync((await system.RegisterAsync("drafter")).Username);
        await ada.AtHomeAsync();
        await ada.WriteAsync("", await ada.PhotoAsync("a.jpg"), await ada.PhotoAsync("b.jpg"));
        await ada.Composer.GetByRole(AriaRole.Button, new() { Name = "Remove photo 1" }).PressAsync("Enter");
        await Expect(ada.Composer.GetByRole(AriaRole.Button, new() { Name = "Remove photo 1, b.jpg" })).ToBeFocusedAsync();
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Composer.GetByRole(AriaRole.Button, new() { Name = "Photos" })).ToBeFocusedAsync();

        var prevented = await ada.Page.EvaluateAsync<bool>(
            """
            () => {
              const dataTransfer = new DataTransfer();
              dataTransfer.items.add(new File(["x"], "x.png", { type: "image/png" }));
              const drop = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer });
              document.querySelector("aside").dispatchEvent(drop);
              return drop.defaultPrevented;
            }
            """
        );
        Assert.True(prevented);
    }

    static ILocator PostText(ILocator form) => form.GetByRole(AriaRole.Textbox, new() { Name = "Post text" });
}
