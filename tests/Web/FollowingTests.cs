using Microsoft.Playwright;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

public sealed class FollowingTests(SystemFixture system, Browser browser)
{
    [Fact]
    public async Task A_photo_posted_in_one_browser_is_seen_in_the_feed_of_another()
    {
        await using var bob = await browser.VisitAsync(system);
        await bob.LogInAsync((await system.RegisterAsync("bruno")).Username);
        await bob.AtHomeAsync();
        await using var ada = await browser.VisitAsync(system);
        var name = $"ada.{Random.Shared.Next(1_000_000)}";
        await ada.RegisterAsync(name, "Ada Painter");

        await bob.FollowAsync(name);
        await ada.WriteAsync("The hill at six in the evening. #light", await ada.PhotoAsync("hill.jpg"));
        await ada.SendAsync();
        await Expect(ada.Posts.First).ToContainTextAsync("The hill at six");

        var seen = bob.Posts.Filter(new() { HasText = "The hill at six" });
        await SystemFixture.EventuallyAsync(async () =>
        {
            await bob.Page.GotoAsync("/");
            await bob.AtHomeAsync();
            await Expect(bob.Page.GetByText("Loading posts")).ToHaveCountAsync(0);
            return await seen.CountAsync() == 1;
        });
        await Expect(seen.GetByRole(AriaRole.Link, new() { Name = "Ada Painter", Exact = true })).ToBeVisibleAsync();
        var photo = seen.GetByRole(AriaRole.Img, new() { Name = "Photo 1 by hand" });
        await Expect(photo).ToHaveJSPropertyAsync("complete", true);
        // In the pixels of the page, by the size that the browser chose from srcset; a photo that cannot be read has none.
        Assert.InRange(await photo.EvaluateAsync<int>("image => image.naturalWidth"), 320, 1200);

        // Whole, and away again, by keyboard.
        await seen.GetByRole(AriaRole.Button, new() { Name = "Photo 1 by hand" }).PressAsync("Enter");
        await Expect(bob.Page.GetByRole(AriaRole.Dialog, new() { Name = "Photos" })).ToBeVisibleAsync();
        await bob.Page.Keyboard.PressAsync("Escape");
        await Expect(bob.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        Assert.Empty(ada.ConsoleErrors);
        Assert.Empty(bob.ConsoleErrors);
    }

    [Fact]
    public async Task A_file_that_is_no_picture_is_refused_beside_its_photo_and_the_draft_stays()
    {
        await using var ada = await browser.VisitAsync(system);
        await ada.LogInAsync((await system.RegisterAsync("adele")).Username);
        await ada.AtHomeAsync();
        var fake = new FilePayload
        {
            Name = "program.png",
            MimeType = "image/png",
            Buffer = "MZ, this is no picture"u8.ToArray(),
        };
        await ada.WriteAsync("Look at this", await ada.PhotoAsync("good.jpg"), fake);
        await ada.SendAsync();

        var second = ada.Composer.GetByRole(AriaRole.Listitem).Nth(1);
        await Expect(second.GetByRole(AriaRole.Alert)).ToContainTextAsync("program.png");
        await second.GetByRole(AriaRole.Button, new() { Name = "Remove photo 2" }).ClickAsync();
        await ada.SendAsync();
        await Expect(ada.Posts.First).ToContainTextAsync("Look at this");
        await Expect(ada.Posts).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_profile_is_edited_and_a_picture_chosen()
    {
        await using var ada = await browser.VisitAsync(system);
        var name = (await system.RegisterAsync("edith")).Username;
        await ada.LogInAsync(name);
        await ada.AtHomeAsync();
        await ada.Page.GotoAsync("/settings");
        await ada.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Edith the Second");
        await ada.Page.GetByLabel("Bio").FillAsync("Paints hills.");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(ada.Page.GetByText("Your profile was saved.")).ToBeVisibleAsync();
        await ada.Page.Locator("input[type=file][data-avatar]").SetInputFilesAsync(await ada.PhotoAsync("me.jpg", 600, 600));
        await Expect(ada.Page.GetByText("Your picture was saved.")).ToBeVisibleAsync();

        await ada.Page.GotoAsync($"/@{name}");
        var about = ada.Page.GetByRole(AriaRole.Region, new() { Name = "About" });
        await Expect(about).ToContainTextAsync("Edith the Second");
        await Expect(about).ToContainTextAsync("Paints hills.");
        Assert.True(await about.Locator("img.avatar").EvaluateAsync<bool>("image => image.decode().then(() => image.naturalWidth > 0)"));
        Assert.Empty(ada.ConsoleErrors);
    }
}
