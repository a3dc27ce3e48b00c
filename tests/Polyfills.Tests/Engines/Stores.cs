using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Social.AppHost.Engines;
using Social.AppHost.Running;
using Social.Tests.Polyfills.Engines;

[assembly: AssemblyFixture(typeof(Stores))]

namespace Social.Tests.Polyfills.Engines;

/// <summary>The AppHost's own PostgreSQL and Redis, started when a test first asks for one of them.</summary>
public sealed class Stores : IAsyncDisposable
{
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("social-polyfills-");
    readonly Lazy<Task<(string Postgres, string Redis)>> started;
    DistributedApplication? app;

    public Stores() => started = new(StartAsync);

    /// <summary>The connection string of a database by that name, which need not be there yet.</summary>
    public async Task<string> DatabaseAsync(string name) => $"{(await started.Value).Postgres};Database={name}";

    public async Task<string> RedisAsync() => (await started.Value).Redis;

    async Task<(string Postgres, string Redis)> StartAsync()
    {
        var asked = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Data"] = data.FullName, ["Engines"] = "processes" })
            .Build();
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
        var engines = await builder.AddEnginesAsync(Settings.Read(asked, data.FullName));
        foreach (var broker in builder.Resources.Where(r => r.Name is "kafka" or "zookeeper").ToList())
            builder.Resources.Remove(broker);
        app = builder.Build();
        await app.StartAsync();
        foreach (var store in (string[])["postgres", "redis"])
            await app.ResourceNotifications.WaitForResourceHealthyAsync(store);
        var server = (IResourceWithConnectionString)engines.Postgres.Resource;
        return ((await server.GetConnectionStringAsync())!, (await engines.Redis.Resource.GetConnectionStringAsync())!);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        data.Delete(recursive: true);
    }
}
