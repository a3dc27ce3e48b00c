using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.ServiceDiscovery;
using Social.ServiceDefaults;
using Social.Tests.ServiceDefaults.Processes;
using Social.Tests.Testing;

namespace Social.Tests.ServiceDefaults.Discovery;

/// <summary>Plain HTTP clients find the instances of Post that registered, and its configured address where there are none.</summary>
public sealed class ServiceDiscoveryTests(RedisServer redis) : IClassFixture<RedisServer>, IAsyncLifetime
{
    const string Configured = "configured";

    readonly Keys keys = new();
    Process fallback = null!;
    Process caller = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await redis.FlushAsync();
        fallback = await ServeAsync(Configured, settings: null);
        caller = await Process.ServeAsync(
            "Feed",
            keys,
            new Posts(),
            settings: new Dictionary<string, string?>([
                .. redis.Settings(poll: "00:00:00.2"),
                .. Process.Addresses(Names.Post, fallback.Rpc),
                new("services:post:http:0", fallback.Http.ToString()),
            ])
        );
    }

    public async ValueTask DisposeAsync()
    {
        await caller.DisposeAsync();
        await fallback.DisposeAsync();
        keys.Dispose();
    }

    [Fact]
    public async Task Instances_that_come_are_called_and_those_that_go_are_not()
    {
        Assert.Equal(Configured, await WhoAsync());
        await using var one = await RegisterAsync("one");
        await AnswersAsync("one");
        await using var two = await RegisterAsync("two");
        await AnswersAsync("one", "two");
        await two.StopAsync();
        await AnswersAsync("one");
        await one.StopAsync();
        await AnswersAsync(Configured);
    }

    [Fact]
    public async Task Each_endpoint_name_gives_its_own_addresses()
    {
        await using var one = await RegisterAsync("one");
        await AnswersAsync("one");
        Assert.Equal([one.Http], await ResolveAsync("http://post"));
        Assert.Equal([one.Http], await ResolveAsync("https+http://_http.post"));
        Assert.Equal([one.Rpc], await ResolveAsync("http://_grpc.post"));
        // What the registry does not know is left to the configuration.
        Assert.Empty((await ResolveAsync("http://_admin.post")).Intersect([one.Http, one.Rpc]));
    }

    [Fact]
    public async Task While_Redis_is_away_the_configured_address_is_called()
    {
        await using var one = await RegisterAsync("one");
        await AnswersAsync("one");
        await redis.StopAsync();
        try
        {
            await AnswersAsync(Configured);
            Assert.Equal([fallback.Rpc], await ResolveAsync("http://_grpc.post"));
        }
        finally
        {
            await redis.StartAsync();
        }
        await AnswersAsync("one");
    }

    Task<Process> RegisterAsync(string name) => ServeAsync(name, redis.Settings(poll: "00:00:00.2"));

    Task<Process> ServeAsync(string name, Dictionary<string, string?>? settings) =>
        Process.ServeAsync("Post", keys, new Posts(), use: app => app.MapGet("/who", () => name).AllowAnonymous(), settings: settings);

    async Task<string> WhoAsync()
    {
        using var http = caller.Get<IHttpClientFactory>().CreateClient();
        return await http.GetStringAsync("http://post/who", Stop);
    }

    /// <summary>Until these and no others answer ten calls in a row.</summary>
    Task AnswersAsync(params string[] names) =>
        Wait.UntilAsync(async () =>
        {
            var heard = new HashSet<string>();
            for (var i = 0; i < 10; i++)
                heard.Add(await WhoAsync());
            return heard.SetEquals(names);
        });

    async Task<IEnumerable<Uri>> ResolveAsync(string name) =>
        (await caller.Get<ServiceEndpointResolver>().GetEndpointsAsync(name, Stop))
            .Endpoints.Select(endpoint => endpoint.EndPoint)
            .OfType<UriEndPoint>()
            .Select(endpoint => endpoint.Uri);
}
