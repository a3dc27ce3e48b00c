using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.GrpcClients;
using Social.Tests.ServiceDefaults.Processes;
using Social.Tests.Testing;

namespace Social.Tests.ServiceDefaults.Discovery;

/// <summary>An instance of Post whose database comes and goes, and another one.</summary>
public sealed class UnreadyInstanceTests(RedisServer redis) : IClassFixture<RedisServer>, IDisposable
{
    readonly Keys keys = new();
    HealthStatus database = HealthStatus.Healthy;

    public void Dispose() => keys.Dispose();

    [Fact]
    public async Task Who_is_not_ready_leaves_the_work_to_others_and_comes_back()
    {
        await redis.FlushAsync();
        Posts sick = new(),
            healthy = new();
        var settings = redis.Settings("00:03:00", "00:00:01");
        // Not in the registry: called when nobody is.
        await using var configured = await Process.ServeAsync("Post", keys, new Posts());
        await using var one = await Process.ServeAsync(
            "Post",
            keys,
            sick,
            builder => builder.Services.AddHealthChecks().AddCheck("database", () => new(database)),
            settings: settings
        );
        await using var caller = await Process.ServeAsync(
            "Feed",
            keys,
            new Posts(),
            builder => builder.AddServiceClient<PostService.PostServiceClient>(Names.Post),
            settings: new Dictionary<string, string?>([.. settings, .. Process.Addresses(Names.Post, configured.Rpc)])
        );
        await KnowsAsync(caller, one);

        database = HealthStatus.Unhealthy;
        await using var two = await Process.ServeAsync("Post", keys, healthy, settings: settings);
        await KnowsAsync(caller, two);
        for (var i = 0; i < 20; i++)
            await caller.Get<PostService.PostServiceClient>().DeletePostAsync(new());
        Assert.Equal((0, 20), (sick.Calls, healthy.Calls));

        // Alone it stays: there is nobody who could do its work.
        await two.StopAsync();
        await KnowsAsync(caller, one);
        database = HealthStatus.Healthy;
        await using var three = await Process.ServeAsync("Post", keys, healthy, settings: settings);
        await KnowsAsync(caller, one, three);
    }

    static Task KnowsAsync(Process caller, params Process[] services) =>
        Wait.UntilAsync(() =>
            caller
                .Get<ServiceDirectory>()
                .GetInstances(Names.Post)
                .Select(instance => instance.Address)
                .ToHashSet()
                .SetEquals(services.Select(service => service.Rpc))
        );
}
