using System.Text.Json;
using Microsoft.Playwright;
using Social.Tests.Testing;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

public sealed class AccessibilityTests(SystemFixture system, Browser browser)
{
    static readonly string Axe = Path.Combine(Checkout.Root, "Web", "node_modules", "axe-core", "axe.min.js");

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_serious_on_any_page(ColorScheme scheme)
    {
        await using var ada = await browser.VisitAsync(system, scheme);
        await ada.Page.GotoAsync("/");
        await CheckAsync(ada, "Create an account");
        await ada.Page.GotoAsync("/register");
        await CheckAsync(ada, "Create account");
        var name = $"axel{Random.Shared.Next(1_000_000)}";
        await ada.RegisterAsync(name, "Axel Contrast");
        await ada.WriteAsync("A first look at the hills, by @alice. #first", await ada.PhotoAsync("hills.jpg"));
        await CheckAsync(ada, "Post");
        await ada.SendAsync();
        await Expect(ada.Posts.First).ToContainTextAsync("A first look");
        await CheckAsync(ada, "Photos");
        await ada.Page.GotoAsync($"/@{name}");
        await Expect(ada.Posts.First).ToContainTextAsync("A first look");
        await CheckAsync(ada, "New post");
        await ada.Page.GotoAsync($"/@{system.Alice.Username}/followers");
        await CheckAsync(ada, "Back");
        foreach (
            var path in (string[])
                [
                    "/search",
                    "/search?q=first",
                    "/search?q=al&type=people",
                    "/search?q=first&type=tags",
                    $"/@{name}/photos",
                    $"/@{name}/questions",
                    "/questions",
                    "/questions/tags",
                ]
        )
        {
            await ada.Page.GotoAsync(path);
            await CheckAsync(ada, "New post");
        }
        await ada.Page.GotoAsync("/notifications");
        await Expect(ada.Page.GetByText("No notifications yet")).ToBeVisibleAsync();
        await CheckAsync(ada, "New post");
        await ada.Page.GotoAsync($"/@{system.Alice.Username}");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Message" }).First.ClickAsync();
        await ada.Page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true }).FillAsync("A first message");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.GetByRole(AriaRole.Log)).ToContainTextAsync("A first message");
        await CheckAsync(ada, "Conversation details");
        await ada.Page.GotoAsync("/chat");
        await CheckAsync(ada, "A first message");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "New room" }).ClickAsync();
        await ada.Page.GetByLabel("Name").FillAsync("Contrast");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Create room" }).ClickAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Conversation details" }).ClickAsync();
        await CheckAsync(ada, "Create link");
        await ada.Page.Keyboard.PressAsync("Escape");
        await ada.Page.GotoAsync("/questions/ask");
        await CheckAsync(ada, "Post question");
        await ada.Page.GetByLabel("Title").FillAsync("How do I measure contrast?");
        await ada.Page.GetByLabel("Details").FillAsync("```css\na { color: red; }\n```");
        await ada.Page.GetByRole(AriaRole.Combobox, new() { Name = "Tags" }).FillAsync("contrast");
        await ada.Page.Keyboard.PressAsync("Enter");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Post question" }).ClickAsync();
        await CheckAsync(ada, "Post answer");
        await ada.Page.GotoAsync("/questions/tagged/contrast");
        await CheckAsync(ada, "Edit description");
        await ada.Page.GotoAsync("/");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Add story" }).ClickAsync();
        await CheckAsync(ada, "Share story");
        await ada.Page.Keyboard.PressAsync("Escape");
        await ada.Page.GotoAsync("/explore");
        await CheckAsync(ada, "New post");
        await ada.Page.GotoAsync("/tag/first");
        await ada.Posts.First.GetByRole(AriaRole.Link, new() { Name = "0 comments" }).ClickAsync();
        await CheckAsync(ada, "Send");
        await ada.Page.GotoAsync("/settings");
        await CheckAsync(ada, "Save");
        await ada.Page.GotoAsync("/services");
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "ProfileService" })).ToBeVisibleAsync();
        await CheckAsync(ada, "New post");
        await ada.Page.GotoAsync("/status");
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "post", Exact = true })).ToBeVisibleAsync();
        await CheckAsync(ada, "Social");
        await ada.Page.GotoAsync("/no/such/page");
        await Expect(ada.Page.GetByText("Page not found")).ToBeVisibleAsync();
        await CheckAsync(ada, "New post");
        Assert.Empty(ada.ConsoleErrors);
    }

    /// <summary>Once the page shows the button or link of that name, whatever axe finds that is serious or worse.</summary>
    static async Task CheckAsync(Visitor visitor, string name)
    {
        var page = visitor.Page;
        var named = page.GetByRole(AriaRole.Button, new() { Name = name }).Or(page.GetByRole(AriaRole.Link, new() { Name = name }));
        await Expect(named.First).ToBeVisibleAsync();
        await Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);
        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        var found = await page.EvaluateAsync<JsonElement>(
            """
            async () => (await axe.run({ resultTypes: ["violations"] })).violations
              .filter(({ impact }) => impact === "serious" || impact === "critical")
              .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join("; ")}`)
            """
        );
        Assert.True(found.GetArrayLength() == 0, $"{page.Url}: {found}");
    }
}
