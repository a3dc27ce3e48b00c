using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

/// <summary>How the system is and what it can do, as pages.</summary>
public sealed class StatusTests(SystemFixture system, Browser browser)
{
    [Fact]
    public async Task Anybody_sees_a_service_go_and_come_back()
    {
        await using var guest = await browser.VisitAsync(system);
        await guest.Page.GotoAsync("/status");
        var post = guest.Page.GetByRole(AriaRole.Region, new() { Name = "post", Exact = true });
        await Expect(post.GetByText("Healthy", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(guest.Page.GetByText("All systems operational.")).ToBeVisibleAsync();

        var resource = system.App.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(r => r.Name == "post");
        await system.App.ResourceCommands.ExecuteCommandAsync(resource, KnownResourceCommands.StopCommand);
        try
        {
            await Expect(post.GetByText("Healthy", new() { Exact = true })).ToHaveCountAsync(0, new() { Timeout = 10_000 });
            await Expect(guest.Page.GetByText("Problems with post.")).ToBeVisibleAsync();
        }
        finally
        {
            await system.App.ResourceCommands.ExecuteCommandAsync(resource, KnownResourceCommands.StartCommand);
        }
        await Expect(guest.Page.GetByText("All systems operational.")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.Empty(guest.ConsoleErrors);
    }

    [Fact]
    public async Task The_catalogue_shows_a_call_its_shapes_and_its_proto()
    {
        var name = (await system.RegisterAsync("curious")).Username;
        await using var curious = await browser.VisitAsync(system);
        await curious.LogInAsync(name);
        await curious.AtHomeAsync();
        await curious.Page.GotoAsync("/services");

        var profiles = curious.Page.GetByRole(AriaRole.Region, new() { Name = "ProfileService" });
        var call = profiles.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "SearchProfiles" });
        await Expect(call).ToContainTextAsync("read-only");
        await call.GetByRole(AriaRole.Link, new() { Name = "SearchProfilesRequest" }).ClickAsync();
        await Expect(profiles.GetByRole(AriaRole.Heading, new() { Name = "SearchProfilesRequest" })).ToBeInViewportAsync();
        await profiles.GetByText(".proto file").ClickAsync();
        await Expect(profiles.GetByText("rpc SearchProfiles(SearchProfilesRequest)")).ToBeVisibleAsync();
        Assert.Empty(curious.ConsoleErrors);
    }
}
