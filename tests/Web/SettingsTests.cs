using Microsoft.Playwright;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

/// <summary>The account's own page: sessions, password, leaving.</summary>
public sealed class SettingsTests(SystemFixture system, Browser browser)
{
    const string Next = "a staple of another kind";

    [Fact]
    public async Task One_ends_the_session_on_another_device()
    {
        var name = (await system.RegisterAsync("selma")).Username;
        await using var selma = await browser.VisitAsync(system);
        await selma.LogInAsync(name);
        await selma.AtHomeAsync();
        await selma.Page.GotoAsync("/settings");
        var sessions = selma.Page.GetByRole(AriaRole.Region, new() { Name = "Sessions" });
        await Expect(sessions.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await Expect(sessions.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("This device");

        await sessions.GetByRole(AriaRole.Button, new() { Name = "Log out all others" }).ClickAsync();
        await Expect(sessions.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        Assert.Empty(selma.ConsoleErrors);
    }

    [Fact]
    public async Task A_changed_password_is_the_one_to_log_in_with()
    {
        var name = (await system.RegisterAsync("selma")).Username;
        await using var selma = await browser.VisitAsync(system);
        await selma.LogInAsync(name);
        await selma.AtHomeAsync();
        await selma.Page.GotoAsync("/settings");
        await ChangeAsync("not the password");
        await Expect(selma.Page.GetByLabel("Current password")).ToHaveAttributeAsync("aria-invalid", "true");
        await ChangeAsync(Person.Password);
        await Expect(selma.Page.GetByText("Your password was changed.")).ToBeVisibleAsync();
        Assert.Equal(name, (await Person.LogInAsync(system.Api, name, Next)).Username);

        async Task ChangeAsync(string current)
        {
            await selma.Page.GetByLabel("Current password").FillAsync(current);
            await selma.Page.GetByLabel("New password").FillAsync(Next);
            await selma.Page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        }
    }

    [Fact]
    public async Task A_chosen_language_stays_after_a_reload()
    {
        var name = (await system.RegisterAsync("selma")).Username;
        await using var selma = await browser.VisitAsync(system);
        await selma.LogInAsync(name);
        await selma.AtHomeAsync();
        await selma.Page.GotoAsync("/settings");
        await Expect(selma.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await selma.Page.GetByText("Deutsch").ClickAsync();
        await Expect(selma.Page).ToHaveTitleAsync("Einstellungen · Social");

        await selma.Page.ReloadAsync();
        await Expect(selma.Page.GetByRole(AriaRole.Heading, new() { Name = "Einstellungen" })).ToBeVisibleAsync();
        await Expect(selma.Page.GetByRole(AriaRole.Radio, new() { Name = "Deutsch" })).ToBeCheckedAsync();
        await Expect(selma.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Expect(selma.Page.Locator("html")).ToHaveAttributeAsync("dir", "ltr");
        await selma.Page.GetByText("English").ClickAsync();
        await Expect(selma.Page).ToHaveTitleAsync("Settings · Social");
        Assert.Empty(selma.ConsoleErrors);
    }

    [Fact]
    public async Task A_deleted_account_cannot_log_in_again()
    {
        var name = (await system.RegisterAsync("selma")).Username;
        await using var selma = await browser.VisitAsync(system);
        await selma.LogInAsync(name);
        await selma.AtHomeAsync();
        await selma.Page.GotoAsync("/settings");
        await selma.Page.GetByRole(AriaRole.Button, new() { Name = "Delete my account" }).ClickAsync();
        var dialog = selma.Page.GetByRole(AriaRole.Dialog, new() { Name = "Delete your account?" });
        await dialog.GetByLabel("Your password").FillAsync("not the password");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete account" }).ClickAsync();
        await Expect(dialog.GetByText("The password is wrong.")).ToBeVisibleAsync();
        await dialog.GetByLabel("Your password").FillAsync(Person.Password);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete account" }).ClickAsync();

        await Expect(selma.Page.GetByText("Your account was deleted.")).ToBeVisibleAsync();
        await Expect(selma.Page).ToHaveTitleAsync("Welcome · Social");
        await selma.LogInAsync(name);
        await Expect(selma.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Wrong username or password.");
    }
}
