using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;
using static Social.Tests.WholeSystem.Notifications.PushRequests;

namespace Social.Tests.WholeSystem.Notifications;

/// <summary>Browsers subscribe to notifications at the public API. What they are sent: tests/Feed.</summary>
public sealed class PushTests(SystemFixture system)
{
    [Fact]
    public async Task The_server_has_a_key_that_browsers_take()
    {
        var key = (string)(await system.Alice.GetAsync<JsonObject>("/api/push/key"))["key"]!;
        var bytes = Base64Url.DecodeFromChars(key);
        Assert.Equal((65, 4), (bytes.Length, bytes[0]));
    }

    [Fact]
    public async Task A_browser_subscribes_again_and_again_and_ends_it()
    {
        var person = await system.RegisterAsync("pushed");
        var name = Fresh();
        await person.SubscribeToPushAsync(name);
        await person.SubscribeToPushAsync(name);
        Assert.Equal([name], await system.BrowsersOfAsync(person));

        await person.DoAsync(HttpMethod.Delete, Subscription, new { endpoint = Endpoint(name) });
        await person.DoAsync(HttpMethod.Delete, Subscription, new { endpoint = Endpoint(name) });
        Assert.Empty(await system.BrowsersOfAsync(person));
    }

    [Fact]
    public async Task Of_more_than_ten_browsers_the_one_goes_that_was_confirmed_longest_ago()
    {
        var person = await system.RegisterAsync("pushed");
        var names = Enumerable.Range(0, 11).Select(i => $"{Fresh()}{i:00}").ToList();
        foreach (var name in names[..10])
            await person.SubscribeToPushAsync(name);
        await person.SubscribeToPushAsync(names[0]);
        await person.SubscribeToPushAsync(names[10]);
        Assert.Equal(names.Where(n => n != names[1]).Order(StringComparer.Ordinal), await system.BrowsersOfAsync(person));
    }

    [Fact]
    public async Task A_browser_belongs_to_whoever_subscribed_last_and_only_they_can_end_it()
    {
        var (first, second) = (await system.RegisterAsync("pushed"), await system.RegisterAsync("pushed"));
        var name = Fresh();
        await first.SubscribeToPushAsync(name);
        await second.SubscribeToPushAsync(name);
        await first.DoAsync(HttpMethod.Delete, Subscription, new { endpoint = Endpoint(name) });
        Assert.Empty(await system.BrowsersOfAsync(first));
        Assert.Equal([name], await system.BrowsersOfAsync(second));
    }

    [Fact]
    public async Task A_browser_is_forgotten_when_its_session_ends_wherever_that_is_done()
    {
        var person = await system.RegisterAsync("pushed");
        var phone = await Person.LogInAsync(system.Api, person.Username);
        var (own, other) = (Fresh(), Fresh());
        await person.SubscribeToPushAsync(own);
        await phone.SubscribeToPushAsync(other);

        await person.DoAsync(HttpMethod.Delete, "/api/auth/sessions");

        await SystemFixture.EventuallyAsync(async () => (await system.BrowsersOfAsync(person)).Count == 1);
        Assert.Equal([own], await system.BrowsersOfAsync(person));
        await person.DoAsync(HttpMethod.Post, "/api/auth/logout");
        await SystemFixture.EventuallyAsync(async () => (await system.BrowsersOfAsync(person)).Count == 0);
    }

    [Fact]
    public async Task A_notification_waits_for_each_subscribed_browser_in_the_transaction_that_makes_it()
    {
        var (person, fan) = (await system.RegisterAsync("pushed"), await system.RegisterAsync("fan"));
        await person.SubscribeToPushAsync(Fresh());
        var post = await person.PostAsync("Like me");
        await fan.DoAsync(HttpMethod.Put, $"/api/posts/{post.Id}/like");
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("feeddb"))!);
        // No push service can be reached from here, so it is tried again and again.
        await SystemFixture.EventuallyAsync(async () =>
        {
            await using var command = database.CreateCommand(
                """
                select count(*) from push_deliveries d join push_subscriptions s on s.id = d.subscription_id
                where s.person_id = $1 and d.attempts > 0 and d.due_at > now()
                """
            );
            command.Parameters.Add(new() { Value = person.Id });
            return (long)(await command.ExecuteScalarAsync())! == 1;
        });
    }

    public static TheoryData<string, string, string, string> Wrong =>
        new()
        {
            { "endpoint", "http://fcm.googleapis.com/fcm/send/a", NewPoint(), NewAuth() },
            { "endpoint", "https://127.0.0.1/a", NewPoint(), NewAuth() },
            { "endpoint", "https://localhost:5432/a", NewPoint(), NewAuth() },
            { "endpoint", "https://fcm.googleapis.com.evil.example/a", NewPoint(), NewAuth() },
            { "endpoint", Endpoint(new string('a', 1_000)), NewPoint(), NewAuth() },
            { "keys.p256dh", Endpoint("a"), "", NewAuth() },
            { "keys.p256dh", Endpoint("a"), Base64Url.EncodeToString(new byte[65]), NewAuth() },
            { "keys.auth", Endpoint("a"), NewPoint(), "" },
            { "keys.auth", Endpoint("a"), NewPoint(), NewAuth() + "AAAA" },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_no_subscription_is_refused_by_field(string field, string endpoint, string p256dh, string auth)
    {
        using var answer = await system.Bob.Api.PutAsJsonAsync(Subscription, Body(endpoint, p256dh, auth));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonObject>();
        Assert.Equal([field], problem!["errors"]!.AsObject().Select(e => e.Key));
    }

    static string Fresh() => $"{Guid.NewGuid():N}";
}
