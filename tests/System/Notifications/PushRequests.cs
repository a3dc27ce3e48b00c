using System.Buffers.Text;
using System.Security.Cryptography;
using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Notifications;

/// <summary>Browsers that subscribe to push messages, with keys as browsers make them.</summary>
static class PushRequests
{
    public const string Subscription = "/api/push/subscription";

    /// <summary>An endpoint at a push service that is allowed.</summary>
    public static string Endpoint(string name) => $"https://updates.push.services.mozilla.com/wpush/v2/{name}";

    public static object Body(string endpoint, string? p256dh = null, string? auth = null) =>
        new { endpoint, keys = new { p256dh = p256dh ?? NewPoint(), auth = auth ?? NewAuth() } };

    public static Task SubscribeToPushAsync(this Person person, string name) =>
        person.DoAsync(HttpMethod.Put, Subscription, Body(Endpoint(name)));

    public static string NewAuth() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    public static string NewPoint()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return Base64Url.EncodeToString([4, .. point.X!, .. point.Y!]);
    }

    /// <summary>The names of somebody's subscribed browsers, by which they were subscribed.</summary>
    public static async Task<IReadOnlyList<string>> BrowsersOfAsync(this SystemFixture system, Person person)
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("feeddb"))!);
        await using var command = database.CreateCommand("select endpoint from push_subscriptions where person_id = $1");
        command.Parameters.Add(new() { Value = person.Id });
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync())
            names.Add(reader.GetString(0).Split('/')[^1]);
        names.Sort(StringComparer.Ordinal);
        return names;
    }
}
