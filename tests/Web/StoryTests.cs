using Microsoft.Playwright;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

public sealed class StoryTests(SystemFixture system, Browser browser)
{
    [Fact]
    public async Task A_story_is_shared_seen_by_another_and_deleted_by_its_author()
    {
        var (author, viewer) = (await system.RegisterAsync("teller"), await system.RegisterAsync("viewer"));
        await using var ada = await browser.VisitAsync(system);
        await ada.LogInAsync(author.Username);
        await ada.AtHomeAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Add story" }).ClickAsync();
        var upload = ada.Page.GetByRole(AriaRole.Dialog, new() { Name = "Add a story" });
        await upload.Locator("input[type=file]").SetInputFilesAsync(await ada.PhotoAsync("story.jpg", 720, 1280));
        await Expect(upload.GetByRole(AriaRole.Img, new() { Name = "Preview of your story" })).ToBeVisibleAsync();
        await upload.GetByLabel("Caption (optional)").FillAsync("Evening over the hills");
        await upload.GetByRole(AriaRole.Button, new() { Name = "Share story" }).ClickAsync();
        await Expect(upload).ToHaveCountAsync(0);

        await using var bob = await browser.VisitAsync(system);
        await bob.LogInAsync(viewer.Username);
        await bob.AtHomeAsync();
        var name = author.Session.User.DisplayName;
        await bob.Page.GetByRole(AriaRole.Button, new() { Name = $"Story by {name}, new" }).ClickAsync();
        var story = bob.Page.GetByRole(AriaRole.Dialog, new() { Name = $"Story by {name}" });
        await Expect(story.GetByText("Evening over the hills")).ToBeVisibleAsync();
        await bob.Page.Keyboard.PressAsync("Escape");
        await Expect(story).ToHaveCountAsync(0);
        await Expect(bob.Page.GetByRole(AriaRole.Button, new() { Name = $"Story by {name}, seen" })).ToBeVisibleAsync();
        await bob.Page.ReloadAsync();
        await Expect(bob.Page.GetByRole(AriaRole.Button, new() { Name = $"Story by {name}, seen" })).ToBeVisibleAsync();

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Your story" }).ClickAsync();
        var own = ada.Page.GetByRole(AriaRole.Dialog, new() { Name = $"Story by {name}" });
        await own.GetByRole(AriaRole.Button, new() { Name = "Delete story" }).ClickAsync();
        var ask = ada.Page.GetByRole(AriaRole.Dialog, new() { Name = "Delete this story?" });
        await ask.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "Your story" })).ToHaveCountAsync(0);
        Assert.Empty(ada.ConsoleErrors);
        Assert.Empty(bob.ConsoleErrors);
    }

    [Fact]
    public async Task Arrow_keys_go_back_and_forth_through_the_stories()
    {
        var author = await system.RegisterAsync("teller");
        await using var bob = await browser.VisitAsync(system);
        await bob.LogInAsync((await system.RegisterAsync("viewer")).Username);
        await bob.AtHomeAsync();
        foreach (var caption in (string[])["First part", "Second part"])
        {
            var photo = await bob.PhotoAsync("story.jpg", 360, 640);
            using var form = new MultipartFormDataContent
            {
                { new StringContent(caption), "caption" },
                {
                    new ByteArrayContent(photo.Buffer) { Headers = { ContentType = new("image/jpeg") } },
                    "image",
                    "story.jpg"
                },
            };
            using var answer = await author.Api.PostAsync("/api/stories", form, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
        }
        await bob.Page.ReloadAsync();
        await bob.Page.GetByRole(AriaRole.Button, new() { Name = $"Story by {author.Session.User.DisplayName}" }).ClickAsync();
        var story = bob.Page.GetByRole(AriaRole.Dialog);
        var shown = story.GetByRole(AriaRole.Status).Filter(new() { HasText = "of 2 by" });
        await Expect(shown).ToContainTextAsync("Story 1 of 2");
        await bob.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(shown).ToContainTextAsync("Story 2 of 2");
        await bob.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(shown).ToContainTextAsync("Story 1 of 2");
        await story.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();
        await Expect(story.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToBeVisibleAsync();
        Assert.Empty(bob.ConsoleErrors);
    }
}
