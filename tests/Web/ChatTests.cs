using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

/// <summary>What two people see of chat at the same time, each at a browser of their own.</summary>
public sealed class ChatTests(SystemFixture system, Browser browser)
{
    [Fact]
    public async Task Two_people_converse_in_a_direct_room_live()
    {
        var (lia, moe) = (await system.RegisterAsync("lia"), await system.RegisterAsync("moe"));
        await using var left = await VisitAsync(lia);
        await using var right = await VisitAsync(moe);
        await left.Page.GotoAsync($"/@{moe.Username}");
        await left.Page.GetByRole(AriaRole.Button, new() { Name = "Message" }).First.ClickAsync();
        await WriteAsync(left, "Hello, are you there?");
        await Expect(Messages(left)).ToContainTextAsync("Hello, are you there?");

        // Wherever the other one is, the badge shows that something waits.
        await Expect(right.Page.GetByRole(AriaRole.Link, new() { Name = "Chat, 1 unread" })).ToBeVisibleAsync();
        await right.Page.GetByRole(AriaRole.Link, new() { Name = "Chat, 1 unread" }).ClickAsync();
        await right.Page.GetByRole(AriaRole.Link, new() { Name = "Hello, are you there?" }).ClickAsync();
        await Expect(Messages(right)).ToContainTextAsync("New messages");
        await Expect(Messages(right)).ToContainTextAsync("Hello, are you there?");
        await Expect(right.Page.GetByRole(AriaRole.Link, new() { Name = "Chat", Exact = true })).ToBeVisibleAsync();

        await Field(right).PressSequentiallyAsync("I am");
        await Expect(left.Page.GetByText("is writing…")).ToBeVisibleAsync();
        await Field(right).PressAsync("Enter");
        await Expect(Messages(left)).ToContainTextAsync("I am");
        await left.Page.GetByRole(AriaRole.Article).Filter(new() { HasText = "I am" }).HoverAsync();
        await left.Page.GetByRole(AriaRole.Button, new() { Name = "React and more, message by" }).Last.ClickAsync();
        await left.Page.GetByRole(AriaRole.Menuitemcheckbox).First.ClickAsync();
        await Expect(right.Page.GetByRole(AriaRole.Button, new() { Name = "👍 1" })).ToBeVisibleAsync();
        Assert.Empty(left.ConsoleErrors);
        Assert.Empty(right.ConsoleErrors);
    }

    [Fact]
    public async Task A_message_sent_while_offline_is_sent_by_itself_and_arrives_once()
    {
        var (lia, moe) = (await system.RegisterAsync("lia"), await system.RegisterAsync("moe"));
        var room = await DirectAsync(lia, moe);
        await using var visitor = await VisitAsync(lia);
        await visitor.Page.GotoAsync($"/chat/{room}");
        await Expect(Messages(visitor)).ToContainTextAsync("No messages yet");
        await visitor.Page.Context.SetOfflineAsync(true);
        await WriteAsync(visitor, "Written in a tunnel");
        await Expect(visitor.Page.GetByText("Not sent.")).ToBeVisibleAsync();
        // The first attempt reaches the service, and its answer is lost on the way.
        await visitor.Page.RouteAsync(
            "**/messages",
            async route =>
            {
                await route.FetchAsync();
                await route.AbortAsync();
            },
            new() { Times = 1 }
        );
        await visitor.Page.Context.SetOfflineAsync(false);
        await SystemFixture.EventuallyAsync(async () => await CountAsync(moe, room) == 1);
        await Expect(visitor.Page.GetByText("Not sent.")).ToHaveCountAsync(0);
        await Expect(visitor.Page.GetByRole(AriaRole.Article)).ToHaveCountAsync(1);
        Assert.Equal(1, await CountAsync(moe, room));
    }

    [Fact]
    public async Task A_photo_is_sent_seen_and_opened_by_the_other_one()
    {
        var (lia, moe) = (await system.RegisterAsync("lia"), await system.RegisterAsync("moe"));
        var room = await DirectAsync(lia, moe);
        await using var left = await VisitAsync(lia);
        await using var right = await VisitAsync(moe);
        await right.Page.GotoAsync($"/chat/{room}");
        await Expect(Messages(right)).ToContainTextAsync("No messages yet");
        await left.Page.GotoAsync($"/chat/{room}");
        await left.Page.Locator(".chat-composer input[type=file]").SetInputFilesAsync(await left.PhotoAsync("hill.jpg"));
        await left.Page.GetByLabel("Description of photo 1").FillAsync("A hill at dusk");
        // It is part of the draft.
        await left.Page.ReloadAsync();
        await Expect(left.Page.GetByLabel("Description of photo 1")).ToHaveValueAsync("A hill at dusk");
        // The first upload reaches the service, and its answer is lost on the way.
        await left.Page.RouteAsync(
            "**/messages",
            async route =>
            {
                await route.FetchAsync();
                await route.AbortAsync();
            },
            new() { Times = 1 }
        );
        await left.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();

        var shown = right.Page.GetByRole(AriaRole.Button, new() { Name = "A hill at dusk. Show" });
        await Expect(shown.GetByRole(AriaRole.Img)).ToBeVisibleAsync();
        await Expect(left.Page.GetByRole(AriaRole.Button, new() { Name = "A hill at dusk. Show" })).ToHaveCountAsync(1);
        Assert.Equal(1, await CountAsync(moe, room));
        await shown.ClickAsync();
        var large = right.Page.GetByRole(AriaRole.Dialog, new() { Name = "Photos" }).GetByRole(AriaRole.Img);
        await Expect(large).ToBeVisibleAsync();
        Assert.StartsWith("blob:", await large.GetAttributeAsync("src"), StringComparison.Ordinal);
        await right.Page.Keyboard.PressAsync("Escape");
        await Expect(large).ToHaveCountAsync(0);
        Assert.Empty(right.ConsoleErrors);
    }

    [Fact]
    public async Task An_invite_link_leads_through_the_log_in_into_the_room_and_expires()
    {
        var (owner, guest) = (await system.RegisterAsync("owner"), await system.RegisterAsync("guest"));
        await using var host = await VisitAsync(owner);
        await host.Page.GotoAsync("/chat");
        await host.Page.GetByRole(AriaRole.Button, new() { Name = "New room" }).ClickAsync();
        await host.Page.GetByLabel("Name").FillAsync("Loom");
        await host.Page.GetByRole(AriaRole.Button, new() { Name = "Create room" }).ClickAsync();
        await host.Page.GetByRole(AriaRole.Button, new() { Name = "Conversation details" }).ClickAsync();
        await host.Page.GetByLabel("For at most").SelectOptionAsync("1 person");
        await host.Page.GetByRole(AriaRole.Button, new() { Name = "Create link" }).ClickAsync();
        var link = await host.Page.GetByLabel("Invite link", new() { Exact = true }).InputValueAsync();

        await using var visitor = await browser.VisitAsync(system);
        await visitor.Page.GotoAsync(new Uri(link).AbsolutePath);
        await Expect(visitor.Page).ToHaveTitleAsync("Log in · Social");
        await visitor.Page.GetByLabel("Username or e-mail").FillAsync(guest.Username);
        await visitor.Page.GetByLabel("Password").FillAsync(Person.Password);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Loom", Exact = true })).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Join room" }).ClickAsync();
        await Expect(visitor.Page).ToHaveTitleAsync("Loom · Social");
        await WriteAsync(visitor, "I am in");
        await host.Page.Keyboard.PressAsync("Escape");
        await Expect(Messages(host)).ToContainTextAsync("I am in");
        await Expect(host.Page.GetByText("2 members")).ToBeVisibleAsync();

        await using var late = await VisitAsync(await system.RegisterAsync("late"));
        await late.Page.GotoAsync(new Uri(link).AbsolutePath);
        await Expect(late.Page.GetByText("This invite is no longer valid")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_draft_survives_leaving_the_room_and_a_reload_and_history_keeps_its_place()
    {
        var (lia, moe) = (await system.RegisterAsync("lia"), await system.RegisterAsync("moe"));
        var room = await DirectAsync(lia, moe);
        for (var i = 1; i <= 70; i++)
            await SayAsync(moe, room, $"Line {i}");
        await lia.DoAsync(HttpMethod.Put, $"/api/rooms/{room}/read", new { sequence = 70 });
        await using var visitor = await VisitAsync(lia);
        await visitor.Page.GotoAsync($"/chat/{room}");
        await Expect(visitor.Page.GetByText("Line 70", new() { Exact = true }).Last).ToBeInViewportAsync();
        await Field(visitor).FillAsync("Half a thought");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Home" }).ClickAsync();
        await visitor.AtHomeAsync();
        await visitor.Page.GotoAsync($"/chat/{room}");
        await Expect(Field(visitor)).ToHaveValueAsync("Half a thought");

        // The oldest loaded message stays where it is while earlier ones come above it.
        await Expect(visitor.Page.GetByText("Line 21", new() { Exact = true })).ToBeAttachedAsync();
        await Messages(visitor).EvaluateAsync("view => { view.scrollTop = 0; }");
        await Expect(visitor.Page.GetByText("Line 1", new() { Exact = true })).ToBeAttachedAsync();
        await Expect(visitor.Page.GetByText("Line 21", new() { Exact = true })).ToBeInViewportAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "go to the latest message" }).ClickAsync();
        await Expect(visitor.Page.GetByText("Line 70", new() { Exact = true }).Last).ToBeInViewportAsync();
        Assert.Empty(visitor.ConsoleErrors);
    }

    async Task<Visitor> VisitAsync(Person person)
    {
        var visitor = await browser.VisitAsync(system);
        await visitor.LogInAsync(person.Username);
        await visitor.AtHomeAsync();
        return visitor;
    }

    static ILocator Messages(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Log, new() { Name = "Messages" });

    static ILocator Field(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true });

    static async Task WriteAsync(Visitor visitor, string text)
    {
        await Field(visitor).FillAsync(text);
        await Field(visitor).PressAsync("Enter");
    }

    static async Task<Guid> DirectAsync(Person person, Person other)
    {
        using var answer = await person.Api.PostAsync($"/api/direct/{other.Username}", null);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    static Task SayAsync(Person person, Guid room, string text) =>
        person.DoAsync(HttpMethod.Post, $"/api/rooms/{room}/messages", new { id = Guid.NewGuid(), text });

    static async Task<int> CountAsync(Person person, Guid room) =>
        (await person.GetAsync<JsonElement>($"/api/rooms/{room}/messages")).GetProperty("items").GetArrayLength();
}
