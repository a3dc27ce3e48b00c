using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Playwright;
using Social.Tests.WholeSystem.Fixture;
using static Microsoft.Playwright.Assertions;

namespace Social.Tests.Web;

/// <summary>Notifications while the app is closed: the switch in the settings, and what the service worker shows.</summary>
public sealed class PushTests(SystemFixture system, Browser browser)
{
    const string Switch = "Notifications when this app is closed";

    // Stands for the part of the browser that needs its maker's push service.
    const string Subscribed = """
        ([endpoint, p256dh, auth]) => {
          const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
          const subscription = (key) => ({
            endpoint,
            options: { applicationServerKey: bytes(key).buffer },
            toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
            unsubscribe: async () => (localStorage.removeItem("test.push"), true),
          });
          PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
            localStorage.setItem("test.push", applicationServerKey);
            return subscription(applicationServerKey);
          };
          PushManager.prototype.getSubscription = async () => {
            const key = localStorage.getItem("test.push");
            return key === null ? null : subscription(key);
          };
        }
        """;

    const string Shown = """
        async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          return (await registration.getNotifications()).map(({ body, tag, data }) => `${body} ${tag} ${data}`).join("\n");
        }
        """;

    [Fact]
    public async Task They_are_turned_on_shown_by_the_worker_and_ended_by_the_log_out()
    {
        await using var pia = await browser.VisitAsync(system, serviceWorkers: ServiceWorkerPolicy.Allow);
        await pia.Page.Context.GrantPermissionsAsync(["notifications"]);
        await pia.Page.AddInitScriptAsync($"({Subscribed})({JsonSerializer.Serialize(NewSubscription())});");
        await pia.LogInAsync((await system.RegisterAsync("pia")).Username);
        await pia.AtHomeAsync();
        await pia.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        var worker = await WorkerOfAsync(pia.Page);

        await pia.Page.GotoAsync("/settings");
        await pia.Page.GetByLabel(Switch).CheckAsync();
        await pia.Page.WaitForFunctionAsync("() => localStorage.getItem('social.push') !== null");
        await pia.Page.ReloadAsync();
        await Expect(pia.Page.GetByLabel(Switch)).ToBeCheckedAsync();

        // Nobody looks at the app. The second message takes the place of the first.
        await pia.Page.GotoAsync("about:blank");
        var (id, post) = (Guid.NewGuid(), Guid.NewGuid());
        foreach (var people in (int[])[1, 3])
            await worker(
                $$"""{"id":"{{id}}","kind":"like","actor":{"name":"Ada","username":"ada"},"people":{{people}},"postId":"{{post}}"}"""
            );
        await pia.Page.GotoAsync("/settings");
        await SystemFixture.EventuallyAsync(async () =>
            await pia.Page.EvaluateAsync<string>(Shown) == $"Ada and 2 others liked your post {id} /post/{post}"
        );

        var removed = pia.Page.WaitForRequestAsync(request =>
            request.Method == "DELETE" && request.Url.EndsWith("/api/push/subscription", StringComparison.Ordinal)
        );
        await pia.Page.GetByRole(AriaRole.Button, new() { Name = "Log out", Exact = true }).Last.ClickAsync();
        await removed;
        await pia.Page.WaitForFunctionAsync("() => !localStorage.getItem('test.push') && !localStorage.getItem('social.push')");
    }

    /// <summary>Delivers messages to the app's worker as the browser would.</summary>
    static async Task<Func<string, Task>> WorkerOfAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, said) =>
        {
            foreach (var registration in said!.Value.GetProperty("registrations").EnumerateArray())
                found.TrySetResult(registration.GetProperty("registrationId").GetString()!);
        };
        await session.SendAsync("ServiceWorker.enable");
        var id = await found.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var origin = new Uri(page.Url).GetLeftPart(UriPartial.Authority);
        return data =>
            session.SendAsync(
                "ServiceWorker.deliverPushMessage",
                new()
                {
                    ["origin"] = origin,
                    ["registrationId"] = id,
                    ["data"] = data,
                }
            );
    }

    /// <summary>An endpoint at a push service that is allowed, and keys as browsers make them.</summary>
    static string[] NewSubscription()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return
        [
            $"https://updates.push.services.mozilla.com/wpush/v2/{Guid.NewGuid():N}",
            Base64Url.EncodeToString([4, .. point.X!, .. point.Y!]),
            Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
        ];
    }
}
