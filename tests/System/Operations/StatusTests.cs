using System.Net.Http.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Operations;

/// <summary>GET /api/status, by somebody without a session.</summary>
[Collection<TimingSensitive>]
public sealed class StatusTests(SystemFixture system)
{
    static readonly TimeSpan Truth = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Every_service_is_there_and_says_how_it_is()
    {
        // Redis may have been emptied a moment ago: until instances have registered again they are called at their configured addresses. And
        // who was killed a moment ago is remembered until its entry expires.
        IReadOnlyList<Service> services = [];
        await SystemFixture.EventuallyAsync(
            async () =>
                (services = await LookAsync()).All(s => s.Instances.All(i => i.State == "ready"))
                && services.Skip(1).All(s => s.Instances.All(i => i.Breaker == "closed")),
            TimeSpan.FromSeconds(30)
        );
        Assert.Equal("gateway", services[0].Name);
        Assert.Superset(
            new HashSet<string>(["gateway", "auth", "cache", "chat", "feed", "post", "profile", "questions"]),
            services.Select(s => s.Name).ToHashSet()
        );
        foreach (var (name, instances) in services)
            Assert.Contains(await system.PortOfAsync(name, grpc: name != "gateway"), instances.Select(i => new Uri(i.Address!).Port));
        foreach (var (name, instances) in services.Skip(1))
            Assert.All(instances, instance => Assert.Equal((name, "closed"), (name, instance.Breaker)));
        foreach (var instance in services.SelectMany(service => service.Instances))
        {
            Assert.Equal("ready", instance.State);
            Assert.NotEmpty(instance.Version!);
            Assert.InRange(instance.StartedAt!.Value, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow);
            Assert.InRange(instance.Load!.Value, 0, 100);
        }
        var ids = services.SelectMany(service => service.Instances).Select(instance => instance.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task One_that_is_stopped_is_seen_to_be_away_and_back_as_another()
    {
        // One that another test killed is remembered until its entry expires.
        await SystemFixture.EventuallyAsync(
            async () => (await LookAsync()).Single(one => one.Name == "feed").Instances is [{ State: "ready" }],
            TimeSpan.FromSeconds(30)
        );
        var before = await FindAsync("feed");
        await CommandAsync(KnownResourceCommands.StopCommand);
        try
        {
            await SystemFixture.EventuallyAsync(async () => (await FindAsync("feed")).State == "away", Truth);
            var away = await FindAsync("feed");
            Assert.Equal((null, null, null, null), (away.Id, away.Version, away.Load, away.StartedAt));
            Assert.Equal(before.Address, away.Address);
            Assert.Equal("ready", (await FindAsync("post")).State);
        }
        finally
        {
            await CommandAsync(KnownResourceCommands.StartCommand);
        }
        await SystemFixture.EventuallyAsync(async () => (await FindAsync("feed")).State == "ready", TimeSpan.FromSeconds(60));
        var after = await FindAsync("feed");
        Assert.NotEqual(before.Id, after.Id);
        Assert.True(after.StartedAt > before.StartedAt);
    }

    [Fact]
    public async Task Many_who_ask_at_once_are_all_answered()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => LookAsync()));
        Assert.All(all, services => Assert.True(services.Count >= 5));
    }

    async Task<Instance> FindAsync(string service) => (await LookAsync()).Single(one => one.Name == service).Instances[0];

    async Task<IReadOnlyList<Service>> LookAsync()
    {
        using var nobody = new HttpClient { BaseAddress = system.Api.BaseAddress };
        return (await nobody.GetFromJsonAsync<Answer>("/api/status"))!.Services;
    }

    async Task CommandAsync(string command)
    {
        var resource = system.App.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(r => r.Name == "feed");
        Assert.True((await system.App.ResourceCommands.ExecuteCommandAsync(resource, command)).Success);
    }

    sealed record Answer(IReadOnlyList<Service> Services);

    sealed record Service(string Name, IReadOnlyList<Instance> Instances);

    sealed record Instance(
        string? Id,
        string? Address,
        string? Version,
        string State,
        int? Load,
        DateTimeOffset? StartedAt,
        string? Breaker
    );
}
