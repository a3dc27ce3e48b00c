using Microsoft.Playwright;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

public sealed class SessionTests(SystemFixture system, Browser browser)
{
    [Fact]
    public async Task A_wrong_password_is_refused_in_words_and_the_right_one_goes_on_to_where_one_wanted()
    {
        await using var bob = await browser.VisitAsync(system);
        var name = (await system.RegisterAsync("boris")).Username;
        await bob.Page.GotoAsync("/search");
        await Expect(bob.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/login"));
        await bob.Page.GetByLabel("Username or e-mail").FillAsync(name);
        await bob.Page.GetByLabel("Password").FillAsync("not the password");
        await bob.Page.Keyboard.PressAsync("Enter");
        await Expect(bob.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Wrong username or password.");
        await bob.Page.GetByLabel("Password").FillAsync(Person.Password);
        await bob.Page.Keyboard.PressAsync("Enter");
        await Expect(bob.Page).ToHaveTitleAsync("Search · Social");
    }

    [Fact]
    public async Task One_registers_by_keyboard_alone()
    {
        await using var ada = await browser.VisitAsync(system);
        var keys = ada.Page.Keyboard;
        await ada.Page.GotoAsync("/");
        await Expect(ada.Page.GetByRole(AriaRole.Link, new() { Name = "Create an account" })).ToBeVisibleAsync();
        await keys.PressAsync("Tab");
        Assert.Equal("Skip to content", await FocusedAsync(ada.Page));
        for (var i = 0; i < 10 && await FocusedAsync(ada.Page) != "Create an account"; i++)
            await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        // The new page's heading has the focus, so that it is read out and the form is next.
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "Create your account" })).ToBeFocusedAsync();
        foreach (var typed in (string[])["Keya Board", $"keya{Random.Shared.Next(1_000_000)}", Person.Password])
        {
            await keys.PressAsync("Tab");
            await keys.TypeAsync(typed);
        }
        await keys.PressAsync("Enter");
        await ada.AtHomeAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "Home" })).ToBeFocusedAsync();
        Assert.Empty(ada.ConsoleErrors);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_said_at_its_field()
    {
        await using var ada = await browser.VisitAsync(system);
        await ada.Page.GotoAsync("/register");
        await ada.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Another Alice");
        await ada.Page.GetByLabel("Username").FillAsync(system.Alice.Username);
        await ada.Page.GetByLabel("Password").FillAsync(Person.Password);
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.GetByLabel("Username")).ToBeFocusedAsync();
        await Expect(ada.Page.GetByLabel("Username")).ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Fact]
    public async Task A_session_outlives_reloads_in_two_tabs_at_once_and_ends_in_both()
    {
        await using var bob = await browser.VisitAsync(system);
        await bob.LogInAsync((await system.RegisterAsync("bertil")).Username);
        await bob.AtHomeAsync();
        var other = await bob.OpenTabAsync();
        await other.GotoAsync("/search");
        for (var i = 0; i < 5; i++)
            await Task.WhenAll(bob.Page.ReloadAsync(), other.ReloadAsync());
        await bob.AtHomeAsync();
        await Expect(other).ToHaveTitleAsync("Search · Social");

        await bob.Page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await Expect(bob.Page).ToHaveTitleAsync("Welcome · Social");
        await Expect(other.GetByLabel("Password")).ToBeVisibleAsync();
        await bob.Page.ReloadAsync();
        await Expect(bob.Page).ToHaveTitleAsync("Welcome · Social");
        Assert.Empty(bob.ConsoleErrors);
    }

    static Task<string?> FocusedAsync(IPage page) => page.EvaluateAsync<string?>("document.activeElement?.textContent");
}
