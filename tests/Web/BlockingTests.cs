using Microsoft.Playwright;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

public sealed class BlockingTests(SystemFixture system, Browser browser)
{
    [Fact]
    public async Task Whom_one_blocks_shows_nothing_until_unblocked_and_muting_is_undone_as_easily()
    {
        var (bruno, pest) = (await system.RegisterAsync("bruno"), await system.RegisterAsync("pest"));
        await bruno.FollowAsync(pest.Username);
        await pest.PostAsync("Look at me");
        await using var bob = await browser.VisitAsync(system);
        await bob.LogInAsync(bruno.Username);
        await bob.AtHomeAsync();
        await bob.Page.GotoAsync($"/@{pest.Username}");
        await Expect(bob.Posts.First).ToContainTextAsync("Look at me");

        await Button(bob, "Mute").ClickAsync();
        await Button(bob, "Unmute").ClickAsync();
        await Expect(Button(bob, "Mute")).ToBeVisibleAsync();

        await Button(bob, "Block").ClickAsync();
        var dialog = bob.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Button(bob, "Block").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Block", Exact = true }).ClickAsync();

        await Expect(bob.Page.GetByText("You blocked")).ToBeVisibleAsync();
        await Expect(bob.Posts).ToHaveCountAsync(0);
        await Expect(Button(bob, "Follow")).ToHaveCountAsync(0);
        await Button(bob, "Unblock").ClickAsync();
        await Expect(bob.Posts.First).ToContainTextAsync("Look at me");
        await Expect(Button(bob, "Follow")).ToBeVisibleAsync();
        Assert.Empty(bob.ConsoleErrors);

        ILocator Button(Visitor visitor, string verb) =>
            visitor
                .Page.GetByRole(AriaRole.Main)
                .GetByRole(AriaRole.Button, new() { Name = $"{verb} {pest.Session.User.DisplayName}", Exact = true });
    }
}
