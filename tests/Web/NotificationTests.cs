using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

public sealed class NotificationTests(SystemFixture system, Browser browser)
{
    [Fact]
    public async Task A_like_is_counted_at_the_bell_shown_grouped_and_read_once_opened()
    {
        var (author, first, second) = (
            await system.RegisterAsync("author"),
            await system.RegisterAsync("liker"),
            await system.RegisterAsync("liker")
        );
        var post = await author.PostAsync("Like me");
        await using var ada = await browser.VisitAsync(system);
        await ada.LogInAsync(author.Username);
        await ada.AtHomeAsync();
        await first.DoAsync(HttpMethod.Put, $"/api/posts/{post.Id}/like");
        await second.DoAsync(HttpMethod.Put, $"/api/posts/{post.Id}/like");
        await SystemFixture.EventuallyAsync(async () =>
            (await author.Api.GetStringAsync("/api/notifications")) is var list
            && list.Contains(first.Username, StringComparison.Ordinal)
            && list.Contains(second.Username, StringComparison.Ordinal)
        );
        // Without a reload: the count is live.
        var bell = ada.Page.GetByRole(AriaRole.Link, new() { Name = "Notifications" });
        await Expect(bell).ToHaveAccessibleNameAsync(new Regex("^Notifications, [12] unread$"), new() { Timeout = 30_000 });

        await bell.ClickAsync();
        var row = ada.Page.GetByRole(AriaRole.List, new() { Name = "Notifications" }).GetByRole(AriaRole.Listitem);
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row).ToContainTextAsync("liked your post");
        await Expect(row).ToContainTextAsync(first.Session.User.DisplayName);
        await Expect(row).ToContainTextAsync(second.Session.User.DisplayName);
        await Expect(bell).ToHaveAccessibleNameAsync("Notifications");
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(ada.Posts).ToContainTextAsync("Like me");

        await ada.Posts.GetByRole(AriaRole.Link, new() { Name = "Liked by 2" }).ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Main).GetByText($"@{second.Username}")).ToBeVisibleAsync();
        Assert.Empty(ada.ConsoleErrors);
    }
}
