using Microsoft.Playwright;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

/// <summary>What the pages do when a part fails or is slow, and where there is little room.</summary>
public sealed class ResilienceTests(SystemFixture system, Browser browser)
{
    [Fact]
    public async Task A_chunk_that_cannot_be_loaded_leaves_the_navigation_usable()
    {
        await using var ada = await VisitAsync();
        await ada.Page.RouteAsync("**/assets/Explore-*.js", route => route.AbortAsync());
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Explore" }).ClickAsync();
        await Expect(ada.Page.GetByText("This page couldn't be loaded")).ToBeVisibleAsync();
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Search" }).ClickAsync();
        await Expect(ada.Page).ToHaveTitleAsync("Search · Social");
    }

    [Fact]
    public async Task A_hanging_request_says_so_after_ten_seconds_and_is_cancelled_on_request()
    {
        await using var ada = await VisitAsync();
        await ada.Page.Clock.InstallAsync();
        await ada.Page.GotoAsync("/settings");
        await Expect(ada.Page).ToHaveTitleAsync("Settings · Social");
        var asked = new TaskCompletionSource();
        await ada.Page.RouteAsync(
            "**/api/explore*",
            route =>
            {
                asked.TrySetResult();
                return Task.CompletedTask;
            }
        );
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Explore" }).ClickAsync();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await ada.Page.Clock.FastForwardAsync(11_000);
        await Expect(ada.Page.GetByText("This is taking longer than usual.")).ToBeVisibleAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(ada.Page.GetByText("The request was cancelled.")).ToBeVisibleAsync();
        await ada.Page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
    }

    [Fact]
    public async Task A_429_at_the_start_is_busy_and_tried_again_by_itself()
    {
        await using var ada = await VisitAsync();
        await ada.Page.RouteAsync(
            "**/api/auth/refresh",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        Status = 429,
                        Headers = new Dictionary<string, string> { ["Retry-After"] = "2" },
                    }
                ),
            new() { Times = 1 }
        );
        await ada.Page.ReloadAsync();
        await Expect(ada.Page.GetByText("Social is busy")).ToBeVisibleAsync();
        await ada.AtHomeAsync();
    }

    [Fact]
    public async Task At_200_percent_zoom_Log_out_is_reachable()
    {
        await using var ada = await VisitAsync();
        await ada.Page.SetViewportSizeAsync(720, 450);
        var logOut = ada.Page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).First;
        await logOut.ScrollIntoViewIfNeededAsync();
        await Expect(logOut).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    [Fact]
    public async Task A_destructive_button_stays_red_under_the_pointer()
    {
        await using var ada = await VisitAsync();
        await ada.Page.GotoAsync("/settings");
        var delete = ada.Page.GetByRole(AriaRole.Button, new() { Name = "Delete my account" });
        await delete.HoverAsync();
        await SystemFixture.EventuallyAsync(async () =>
            await delete.EvaluateAsync<bool>(
                """
                button => {
                  const ink = document.createElement("canvas").getContext("2d");
                  ink.fillStyle = getComputedStyle(button).backgroundColor;
                  ink.fillRect(0, 0, 1, 1);
                  const [red, green] = ink.getImageData(0, 0, 1, 1).data;
                  return button.matches(":hover") && red > 2 * green;
                }
                """
            )
        );
    }

    [Fact]
    public async Task A_notice_is_shown_inside_an_open_dialog()
    {
        await using var ada = await VisitAsync();
        await ada.Page.GotoAsync("/explore");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "New post" }).ClickAsync();
        var dialog = ada.Page.GetByRole(AriaRole.Dialog, new() { Name = "New post" });
        await dialog.Locator("input[type=file]").SetInputFilesAsync(await ada.PhotoAsync("hill.jpg"));
        // An upload that gets no answer.
        await ada.Page.RouteAsync("**/api/posts", _ => Task.CompletedTask);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(dialog.GetByText("Upload cancelled. Your draft is still here.")).ToBeVisibleAsync();
        await Expect(dialog.GetByRole(AriaRole.Textbox, new() { Name = "Post text" })).ToBeFocusedAsync();
        await ada.Page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
    }

    async Task<Visitor> VisitAsync()
    {
        var visitor = await browser.VisitAsync(system);
        await visitor.LogInAsync((await system.RegisterAsync("tester")).Username);
        await visitor.AtHomeAsync();
        return visitor;
    }
}
