using Microsoft.Playwright;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

/// <summary>The web app without a network: what can be read then, and by whom.</summary>
public sealed class OfflineTests(SystemFixture system, Browser browser)
{
    // What this browser keeps beside the files of the app: the texts of its storage, and the addresses and types of what its caches hold.
    const string Kept = """
        async () => {
          const kept = [JSON.stringify({ ...localStorage })];
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) kept.push(`${request.method} ${request.url}`);
          return kept.join("\n");
        }
        """;

    [Fact]
    public async Task The_last_feed_is_read_offline_and_nothing_of_it_is_left_after_the_log_out()
    {
        await using var ada = await browser.VisitAsync(system, serviceWorkers: ServiceWorkerPolicy.Allow);
        await ada.LogInAsync((await system.RegisterAsync("offline")).Username);
        await ada.AtHomeAsync();
        await ada.WriteAsync("Read without a network");
        await ada.SendAsync();
        await Expect(ada.Posts.First).ToContainTextAsync("Read without a network");
        await ada.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        await SystemFixture.EventuallyAsync(async () =>
            (await KeptAsync(ada)).Contains("Read without a network", StringComparison.Ordinal)
        );
        var cached = (await KeptAsync(ada)).Split('\n')[1..];
        Assert.NotEmpty(cached);
        Assert.All(cached, line => Assert.DoesNotMatch("/(api|media|hubs)/|POST", line));

        await ada.Page.Context.SetOfflineAsync(true);
        await Expect(ada.Page.GetByText("You are offline").First).ToBeVisibleAsync();
        await ada.Page.ReloadAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "You are offline" })).ToBeVisibleAsync();
        await Expect(ada.Posts.First).ToContainTextAsync("Read without a network");

        // With the network back the page goes on by itself.
        await ada.Page.Context.SetOfflineAsync(false);
        await ada.AtHomeAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).First.ClickAsync();
        await Expect(ada.Page).ToHaveTitleAsync("Welcome · Social");
        await ada.Page.Context.SetOfflineAsync(true);
        await ada.Page.GotoAsync("/");
        await Expect(ada.Page).ToHaveTitleAsync("Welcome · Social");
        await Expect(ada.Posts).ToHaveCountAsync(0);
        Assert.DoesNotContain("Read without a network", await KeptAsync(ada), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_files_of_an_older_build_are_removed_by_the_newer_one()
    {
        await using var ada = await browser.VisitAsync(system, serviceWorkers: ServiceWorkerPolicy.Allow);
        // As the worker of an older build left it. This page starts none itself.
        await ada.Page.GotoAsync("/robots.txt");
        await ada.Page.EvaluateAsync(
            "() => caches.open('social.shell.older').then(cache => cache.put('/assets/old.js', new Response('')))"
        );
        await ada.Page.GotoAsync("/welcome");
        await ada.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        await SystemFixture.EventuallyAsync(async () => !(await KeptAsync(ada)).Contains("old.js", StringComparison.Ordinal));
        Assert.Single(await ada.Page.EvaluateAsync<string[]>("() => caches.keys()"));
    }

    static Task<string> KeptAsync(Visitor visitor) => visitor.Page.EvaluateAsync<string>(Kept);
}
