using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

/// <summary>Reading posts: long feeds, photos, keys, and phones.</summary>
public sealed class ReadingTests(SystemFixture system, Browser browser)
{
    [Fact]
    public async Task A_long_feed_has_few_posts_in_the_page_and_Back_returns_to_the_same_one()
    {
        var author = await system.RegisterAsync("prolific");
        var post = await author.PostAsync("Template");
        var template = await author.Api.GetStringAsync($"/api/posts/{post.Id}");
        await using var ada = await VisitAsync();
        await ada.Page.RouteAsync(
            "**/api/feed?*",
            route => route.FulfillAsync(new() { ContentType = "application/json", Body = Feed(template, 300) })
        );
        await ada.Page.GotoAsync("/");
        await Expect(ada.Posts.First).ToContainTextAsync("Post 1,");
        await ada.Page.EvaluateAsync("() => scrollTo(0, document.documentElement.scrollHeight / 2)");
        var middle = ada.Posts.Filter(new() { HasTextRegex = new Regex("Post 1[0-9][0-9],") });
        await Expect(middle.First).ToBeVisibleAsync();
        Assert.True(await ada.Posts.CountAsync() < 60);

        // The post that is at the top of the window, by its place on the screen.
        const string AtTop = """
            () => {
              const post = [...document.querySelectorAll("article")].find((one) => one.getBoundingClientRect().bottom > 120);
              return `${post.querySelector(".text").textContent} ${Math.round(post.getBoundingClientRect().top)}`;
            }
            """;
        await SystemFixture.EventuallyAsync(async () =>
            await ada.Page.EvaluateAsync<string>(AtTop) is var once
            && once == await ada.Page.EvaluateAsync<string>($"() => new Promise(done => setTimeout(() => done(({AtTop})()), 300))")
        );
        var before = await ada.Page.EvaluateAsync<string>(AtTop);
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Explore" }).ClickAsync();
        await Expect(ada.Page).ToHaveTitleAsync("Explore · Social");
        await ada.Page.GoBackAsync();
        await SystemFixture.EventuallyAsync(async () =>
            await ada.Page.EvaluateAsync<bool>("() => document.querySelector('article') !== null")
        );
        await SystemFixture.EventuallyAsync(async () => await ada.Page.EvaluateAsync<string>(AtTop) == before);
        Assert.Empty(ada.ConsoleErrors);
    }

    [Fact]
    public async Task Back_closes_the_lightbox_and_a_double_click_zooms()
    {
        await using var ada = await VisitAsync();
        await ada.WriteAsync("A hill", await ada.PhotoAsync("hill.jpg"));
        await ada.SendAsync();
        await Expect(ada.Posts.First).ToContainTextAsync("A hill");
        await ada.Posts.First.GetByRole(AriaRole.Button, new() { Name = "Photo 1 by hand" }).ClickAsync();
        var dialog = ada.Page.GetByRole(AriaRole.Dialog, new() { Name = "Photos" });
        var photo = dialog.GetByRole(AriaRole.Img, new() { Name = "Photo 1 by hand" });
        await photo.DblClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Show the whole photo" })).ToBeVisibleAsync();
        await ada.Page.GoBackAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(ada.Page).ToHaveTitleAsync("Home · Social");
        Assert.Empty(ada.ConsoleErrors);
    }

    [Fact]
    public async Task Keys_move_from_post_to_post_write_search_and_help()
    {
        await using var ada = await VisitAsync();
        await ada.WriteAsync("Older");
        await ada.SendAsync();
        await Expect(ada.Posts).ToHaveCountAsync(1);
        await ada.WriteAsync("Newer");
        await ada.SendAsync();
        await Expect(ada.Posts).ToHaveCountAsync(2);
        var keys = ada.Page.Keyboard;
        await keys.PressAsync("Escape");
        await keys.PressAsync("j");
        await Expect(ada.Posts.First).ToBeFocusedAsync();
        await keys.PressAsync("j");
        await Expect(ada.Posts.Nth(1)).ToBeFocusedAsync();
        await keys.PressAsync("k");
        await Expect(ada.Posts.First).ToBeFocusedAsync();
        await keys.PressAsync("?");
        await Expect(ada.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" })).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Expect(ada.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await keys.PressAsync("n");
        var dialog = ada.Page.GetByRole(AriaRole.Dialog, new() { Name = "New post" });
        await Expect(dialog.GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Expect(ada.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await keys.PressAsync("/");
        await Expect(ada.Page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        Assert.Empty(ada.ConsoleErrors);
    }

    [Fact]
    public async Task Nothing_is_wider_than_a_small_phone()
    {
        await using var ada = await VisitAsync();
        await ada.Page.SetViewportSizeAsync(320, 640);
        foreach (var (path, title) in ((string, string)[])[("/", "Home"), ("/settings", "Settings"), ("/search", "Search")])
            await FitsAsync(path, title);
        await ada.Page.Context.ClearCookiesAsync();
        await ada.Page.EvaluateAsync("() => localStorage.clear()");
        await FitsAsync("/welcome", "Welcome");

        async Task FitsAsync(string path, string title)
        {
            await ada.Page.GotoAsync(path);
            await Expect(ada.Page).ToHaveTitleAsync($"{title} · Social");
            await Expect(ada.Page.Locator(".skeleton")).ToHaveCountAsync(0);
            var wider = await ada.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
            Assert.True(wider <= 0, $"{path} is {wider} px wider than the window.");
        }
    }

    async Task<Visitor> VisitAsync()
    {
        var visitor = await browser.VisitAsync(system);
        await visitor.LogInAsync((await system.RegisterAsync("reader")).Username);
        await visitor.AtHomeAsync();
        return visitor;
    }

    /// <summary>A page of the feed with that many posts, each like the template.</summary>
    static string Feed(string template, int count)
    {
        var items = new JsonArray();
        for (var i = 1; i <= count; i++)
        {
            var post = JsonNode.Parse(template)!;
            post["id"] = $"00000000-0000-7000-8000-{i:D12}";
            post["text"] = $"Post {i}, {string.Concat(Enumerable.Repeat("some words of a different length, ", i % 7))}";
            items.Add(post);
        }
        return new JsonObject { ["items"] = items, ["next"] = null }.ToJsonString();
    }
}
