using Microsoft.Playwright;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

/// <summary>Somebody at a browser: what they do with the web app, by the names that are read out to them.</summary>
public sealed class Visitor : IAsyncDisposable
{
    /// <summary>What Playwright itself warns of in every page of a visitor without service workers.</summary>
    const string WorkerBlocked = "Service Worker registration blocked by Playwright";

    readonly IBrowserContext context;
    readonly List<string> errors = [];

    public Visitor(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        Listen(page);
        context.Page += (_, other) => Listen(other);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, and exceptions nobody caught, of all tabs.</summary>
    public IReadOnlyList<string> ConsoleErrors => errors;

    public Task<IPage> OpenTabAsync() => context.NewPageAsync();

    public ILocator Posts => Page.GetByRole(AriaRole.Article);

    public async Task RegisterAsync(string username, string name)
    {
        await Page.GotoAsync("/register");
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await Page.GetByLabel("Username").FillAsync(username);
        await Page.GetByLabel("Password").FillAsync(Person.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await AtHomeAsync();
    }

    public async Task LogInAsync(string username, string password = Person.Password)
    {
        await Page.GotoAsync("/login");
        await Page.GetByLabel("Username or e-mail").FillAsync(username);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Log in", Exact = true }).ClickAsync();
    }

    public Task AtHomeAsync() => Expect(Composer).ToBeVisibleAsync();

    public ILocator Composer => Page.GetByRole(AriaRole.Form, new() { Name = "New post" });

    public async Task FollowAsync(string username)
    {
        await Page.GotoAsync($"/@{username}");
        var about = Page.GetByRole(AriaRole.Region, new() { Name = "About" });
        await about.GetByRole(AriaRole.Button, new() { Name = "Follow" }).ClickAsync();
        await Expect(about.GetByRole(AriaRole.Button, new() { Name = "Following" })).ToBeVisibleAsync();
        await Expect(about.GetByText("1 follower")).ToBeVisibleAsync();
    }

    /// <summary>Writes a post with photos, and leaves it to be sent.</summary>
    public async Task WriteAsync(string text, params FilePayload[] photos)
    {
        await Composer.GetByRole(AriaRole.Textbox, new() { Name = "Post text" }).FillAsync(text);
        await Composer.Locator("input[type=file]").SetInputFilesAsync(photos);
        for (var i = 1; i <= photos.Length; i++)
            await Composer.GetByLabel($"Description of photo {i}").FillAsync($"Photo {i} by hand");
    }

    public Task SendAsync() => Composer.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();

    /// <summary>A photo of a sunset, painted by the browser itself.</summary>
    public async Task<FilePayload> PhotoAsync(string name, int width = 1200, int height = 800)
    {
        var url = await Page.EvaluateAsync<string>(
            """
            ([width, height]) => {
              const canvas = Object.assign(document.createElement("canvas"), { width, height });
              const ink = canvas.getContext("2d");
              const sky = ink.createLinearGradient(0, 0, 0, height);
              sky.addColorStop(0, "#274c77");
              sky.addColorStop(1, "#f2a93b");
              ink.fillStyle = sky;
              ink.fillRect(0, 0, width, height);
              return canvas.toDataURL("image/jpeg");
            }
            """,
            new[] { width, height }
        );
        return new()
        {
            Name = name,
            MimeType = "image/jpeg",
            Buffer = Convert.FromBase64String(url[(url.IndexOf(',', StringComparison.Ordinal) + 1)..]),
        };
    }

    void Listen(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && message.Text != WorkerBlocked)
                errors.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => errors.Add($"{page.Url}: {error}");
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
