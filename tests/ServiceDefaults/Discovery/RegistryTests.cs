using System.Text.Json;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Discovery;
using Social.ServiceDefaults.GrpcClients;
using Social.Tests.ServiceDefaults.Processes;
using Social.Tests.Testing;

namespace Social.Tests.ServiceDefaults.Discovery;

/// <summary>Instances of Post that come and go, and a caller whose configured address is none of them.</summary>
public sealed class RegistryTests(RedisServer redis) : IClassFixture<RedisServer>, IAsyncLifetime
{
    const string Never = "00:03:00";

    readonly Keys keys = new();
    readonly Posts configured = new();
    Process fallback = null!;

    public async ValueTask InitializeAsync()
    {
        await redis.FlushAsync();
        fallback = await Process.ServeAsync("Post", keys, configured);
    }

    public async ValueTask DisposeAsync()
    {
        await fallback.DisposeAsync();
        keys.Dispose();
    }

    [Fact]
    public async Task Who_registers_is_called_as_soon_as_it_is_announced()
    {
        await using var caller = await CallerAsync(poll: Never);
        await PostAsync(caller);
        Assert.Equal(1, configured.Calls);
        // So the caller has looked once and will not again for three minutes.
        await Wait.UntilAsync(async () => await redis.Database.SetContainsAsync("registry:feed", await OwnIdAsync("feed")));

        Posts posts = new();
        await using var service = await ServiceAsync(posts);
        await KnowsAsync(caller, service);
        await PostAsync(caller);
        Assert.Equal((1, 1), (configured.Calls, posts.Calls));
    }

    [Fact]
    public async Task An_entry_says_where_an_instance_is_and_expires()
    {
        await using var service = await ServiceAsync(new());
        await Wait.UntilAsync(async () => await OwnIdAsync("post") != "");
        var key = $"registry:post:{await OwnIdAsync("post")}";
        var entry = JsonSerializer.Deserialize<Registration>((string)(await redis.Database.StringGetAsync(key))!)!;
        Assert.Equal((service.Http, service.Rpc), (entry.Http, entry.Grpc));
        Assert.Equal(0, entry.Load);
        Assert.InRange(entry.Started, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
        Assert.InRange((await redis.Database.KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Who_was_not_announced_is_found_by_looking()
    {
        await using var caller = await CallerAsync(poll: "00:00:00.2");
        Registration self = new("silent", fallback.Http, fallback.Rpc, "1.0", 0, DateTimeOffset.UtcNow);
        await redis.Database.StringSetAsync("registry:post:silent", JsonSerializer.Serialize(self), TimeSpan.FromMinutes(1));
        await redis.Database.SetAddAsync("registry:post", "silent");
        await KnowsAsync(caller, fallback);
    }

    [Fact]
    public async Task Who_leaves_in_order_costs_no_call()
    {
        Posts staying = new(),
            leaving = new();
        await using var one = await ServiceAsync(staying);
        await using var two = await ServiceAsync(leaving);
        await using var caller = await CallerAsync(poll: Never);
        await KnowsAsync(caller, one, two);

        var stopped = two.StopAsync();
        for (var i = 0; i < 20 || !stopped.IsCompleted; i++)
            await PostAsync(caller);
        await stopped;
        var served = leaving.Calls;
        for (var i = 0; i < 20; i++)
            await PostAsync(caller);
        Assert.Equal((served, 0), (leaving.Calls, configured.Calls));
        Assert.Equal([one.Rpc], Known(caller));
        Assert.Equal(1, await redis.Database.SetLengthAsync("registry:post"));
    }

    [Fact]
    public async Task Who_is_killed_is_forgotten_when_its_time_is_over()
    {
        await using var one = await ServiceAsync(new());
        var two = await ServiceAsync(new());
        await using var caller = await CallerAsync(poll: "00:00:00.2");
        await KnowsAsync(caller, one, two);

        await two.DisposeAsync();
        await Wait.UntilAsync(async () =>
        {
            await PostAsync(caller);
            return Known(caller).SequenceEqual([one.Rpc]);
        });
        Assert.Equal(1, await redis.Database.SetLengthAsync("registry:post"));
        Assert.Equal(0, configured.Calls);
    }

    [Fact]
    public async Task A_flushed_registry_fills_again_and_meanwhile_callers_remember()
    {
        await using var service = await ServiceAsync(new());
        await using var caller = await CallerAsync(poll: "00:00:00.1");
        await KnowsAsync(caller, service);
        await redis.FlushAsync();
        await Wait.UntilAsync(async () =>
        {
            await PostAsync(caller);
            return await OwnIdAsync("post") != "";
        });
        Assert.Equal(0, configured.Calls);
        await KnowsAsync(caller, service);
    }

    [Fact]
    public async Task Redis_away_changes_nothing_and_when_it_is_back_all_register_again()
    {
        await using var service = await ServiceAsync(new());
        await using var caller = await CallerAsync(poll: "00:00:00.1");
        await KnowsAsync(caller, service);
        await redis.StopAsync();
        for (var i = 0; i < 50; i++)
        {
            await PostAsync(caller);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        await redis.StartAsync();
        await Wait.UntilAsync(async () => await OwnIdAsync("post") != "");
        Assert.Equal(0, configured.Calls);

        // Announcements are heard again, too.
        await using var another = await ServiceAsync(new());
        await KnowsAsync(caller, service, another);
    }

    [Fact]
    public async Task Redis_away_from_the_start_keeps_nobody_from_serving()
    {
        Posts posts = new();
        Process service,
            caller;
        await redis.StopAsync();
        try
        {
            service = await ServiceAsync(posts);
            caller = await CallerAsync(poll: "00:00:00.1");
            await PostAsync(caller);
            Assert.Equal(1, configured.Calls);
        }
        finally
        {
            await redis.StartAsync();
        }
        await KnowsAsync(caller, service);
        await PostAsync(caller);
        Assert.Equal((1, 1), (configured.Calls, posts.Calls));
        await service.DisposeAsync();
        await caller.DisposeAsync();
    }

    [Fact]
    public async Task The_very_first_call_goes_to_who_registered_and_the_last_of_its_kind_leaves_at_once()
    {
        Posts posts = new();
        var service = await ServiceAsync(posts, linger: "00:00:20");
        await Wait.UntilAsync(async () => await OwnIdAsync("post") != "");
        await using var caller = await CallerAsync(poll: Never);
        await PostAsync(caller);
        Assert.Equal((0, 1), (configured.Calls, posts.Calls));
        await service.StopAsync().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(0, await redis.Database.SetLengthAsync("registry:post"));
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Switched_off_nobody_registers_and_configured_addresses_are_called()
    {
        await using var service = await ServiceAsync(new());
        await Wait.UntilAsync(async () => await OwnIdAsync("post") != "");
        await using var caller = await CallerAsync(poll: "00:00:00.1", enabled: false);
        await PostAsync(caller);
        Assert.Equal(1, configured.Calls);
        Assert.Equal(0, await redis.Database.SetLengthAsync("registry:feed"));
    }

    Task<Process> ServiceAsync(Posts posts, string linger = "00:00:01") =>
        Process.ServeAsync("Post", keys, posts, settings: Settings(poll: Never, linger));

    Task<Process> CallerAsync(string poll, bool enabled = true) =>
        Process.ServeAsync(
            "Feed",
            keys,
            new Posts(),
            builder => builder.AddServiceClient<PostService.PostServiceClient>(Names.Post),
            settings: new Dictionary<string, string?>([
                .. Settings(poll).Where(setting => setting.Key != "Registry:Enabled"),
                .. Process.Addresses(Names.Post, fallback.Rpc),
                new("Registry:Enabled", enabled.ToString()),
            ])
        );

    Dictionary<string, string?> Settings(string poll, string linger = "00:00:01") => redis.Settings(poll, linger);

    /// <summary>A write, which is not tried again once an instance has seen it.</summary>
    static async Task PostAsync(Process caller) => await caller.Get<PostService.PostServiceClient>().DeletePostAsync(new());

    static Task KnowsAsync(Process caller, params Process[] services) =>
        Wait.UntilAsync(() => Known(caller).ToHashSet().SetEquals(services.Select(service => service.Rpc)));

    static IEnumerable<Uri> Known(Process caller) =>
        caller.Get<ServiceDirectory>().GetInstances(Names.Post).Select(instance => instance.Address);

    async Task<string> OwnIdAsync(string service) =>
        (await redis.Database.SetMembersAsync($"registry:{service}")).Select(id => (string)id!).FirstOrDefault() ?? "";
}
