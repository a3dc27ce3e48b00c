using Microsoft.Playwright;
using Social.Tests.Web;
using Social.Tests.WholeSystem.Fixture;

[assembly: AssemblyFixture(typeof(Browser))]
// Everybody sits at the one browser.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Social.Tests.Web;

/// <summary>One Chromium for all tests; everybody who visits has cookies and storage of their own.</summary>
public sealed class Browser : IAsyncLifetime
{
    IPlaywright? playwright;
    IBrowser? browser;
    string? missing;

    public async ValueTask InitializeAsync()
    {
        (var path, missing) = await Chromium.FindAsync();
        if (path is null)
            return;
        // For a machine that does much else: what holds is seen at once all the same.
        Assertions.SetDefaultExpectTimeout(20_000);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = path,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    /// <summary>Somebody new who opens the system's web app. Without a browser on this machine the test is skipped.</summary>
    /// <param name="serviceWorkers">Blocked where they are not what is tested: requests that a worker answers pass the routes of a test by.</param>
    public async Task<Visitor> VisitAsync(
        SystemFixture system,
        ColorScheme scheme = ColorScheme.Light,
        ServiceWorkerPolicy serviceWorkers = ServiceWorkerPolicy.Block
    )
    {
        if (browser is null)
            Assert.Skip(missing!);
        var context = await browser.NewContextAsync(
            new()
            {
                BaseURL = system.Web.ToString(),
                ColorScheme = scheme,
                // The tests read English, whatever the machine's language is.
                Locale = "en-US",
                ServiceWorkers = serviceWorkers,
                ReducedMotion = ReducedMotion.Reduce,
                ViewportSize = new() { Width = 1280, Height = 900 },
            }
        );
        context.SetDefaultTimeout(20_000);
        return new(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
