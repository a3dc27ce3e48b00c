using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Runtime;

/// <summary>A second instance of every service and of the gateway, for as long as the tests of a class take.</summary>
public sealed class SecondInstances(SystemFixture system) : IAsyncLifetime
{
    /// <summary>What is behind the gateway.</summary>
    public static readonly string[] Services = ["auth", "profile", "post", "feed", "chat", "questions", "cache"];

    readonly ConcurrentDictionary<string, Replica> replicas = [];

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are ended by signals.");
        foreach (var replica in await Task.WhenAll(Services.Append("gateway").Select(service => Replica.StartAsync(system, service))))
            replicas[replica.Service] = replica;
    }

    /// <summary>Where the double of a service is, as /api/status tells it.</summary>
    public Uri Address(string service) => replicas[service].Address;

    /// <summary>What the double of a service has written so far.</summary>
    public Task<string> ReadLogAsync(string service) => File.ReadAllTextAsync(replicas[service].Log);

    public Task<DateTime> KillAsync(string service) => replicas[service].KillAsync();

    /// <summary>In the place of one that has ended.</summary>
    public async Task StartAsync(string service)
    {
        await replicas[service].DisposeAsync();
        replicas[service] = await Replica.StartAsync(system, service);
    }

    /// <summary>In order, and then another one.</summary>
    public async Task RestartAsync(string service)
    {
        await replicas[service].StopAsync();
        await StartAsync(service);
    }

    /// <summary>The one that the AppHost started, which starts it again by itself.</summary>
    /// <returns>When.</returns>
    public async Task<DateTime> KillFirstAsync(string service)
    {
        using var process = await system.ProcessOfAsync(service);
        process.Kill(entireProcessTree: true);
        var at = DateTime.UtcNow;
        await process.WaitForExitAsync();
        return at;
    }

    /// <summary>The one that the AppHost started, in order.</summary>
    public async Task RestartFirstAsync(string service)
    {
        var resource = system.App.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(one => one.Name == service);
        foreach (var command in (string[])[KnownResourceCommands.StopCommand, KnownResourceCommands.StartCommand])
            Assert.True((await system.App.ResourceCommands.ExecuteCommandAsync(resource, command)).Success);
        await AllReadyAsync(service);
    }

    /// <summary>Until both instances serve, in the eyes of every gateway.</summary>
    public async Task AllReadyAsync(string service)
    {
        using var other = new HttpClient { BaseAddress = Address("gateway") };
        foreach (var gateway in (HttpClient[])[system.Api, other])
            await SystemFixture.EventuallyAsync(async () => (await Board.LookAsync(gateway)).Ready(service) == 2, TimeSpan.FromMinutes(3));
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(replicas.Values.Select(replica => replica.DisposeAsync().AsTask()));
}
