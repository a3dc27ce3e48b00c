using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Social.AppHost.Engines;
using Social.AppHost.Running;
using Social.Tests.Towns;

namespace Social.Tests.Messaging;

/// <summary>The AppHost's own engines, without its services: a database server, and a broker that a test may stop.</summary>
public sealed class Engines : IAsyncLifetime
{
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("social-messaging-");
    readonly CancellationTokenSource closing = new();
    DistributedApplication? app;
    TownLogs? logs;
    string database = "";

    /// <summary>Where the broker is.</summary>
    public string Kafka { get; private set; } = "";

    /// <summary>What the broker cannot be asked; null for one that can.</summary>
    public string? KafkaVersion { get; private set; }

    DistributedApplication App => app ?? throw new InvalidOperationException("The engines have not started.");

    /// <summary>The connection string of a database on the server.</summary>
    public string Database(string name) => new NpgsqlConnectionStringBuilder(database) { Database = name }.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        var asked = new ConfigurationBuilder()
            .AddEnvironmentVariables()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Data"] = data.FullName })
            .Build();
        var builder = DistributedApplication.CreateBuilder(
            new DistributedApplicationOptions
            {
                AssemblyName = typeof(EngineSet).Assembly.GetName().Name,
                DisableDashboard = true,
                AllowUnsecuredTransport = true,
            }
        );
        // Of the real application model alone: nothing of an engine is left when the application is disposed.
        builder.Configuration["DcpPublisher:WaitForResourceCleanup"] = "true";
        var engines = await builder.AddEnginesAsync(Settings.Read(asked, data.FullName));
        var ledgers = engines.Database("ledgers");
        app = builder.Build();
        logs = TownLogs.Follow(app, closing.Token);
        await app.StartAsync();
        await HealthyAsync(engines.Postgres.Resource);
        await HealthyAsync(engines.Kafka.Resource);
        database = await ledgers.Resource.GetConnectionStringAsync() ?? "";
        Kafka = await engines.Kafka.Resource.GetConnectionStringAsync() ?? "";
        KafkaVersion = engines.BrokerVersion;
    }

    public Task StopKafkaAsync() => CommandAsync(KnownResourceCommands.StopCommand);

    public async Task StartKafkaAsync()
    {
        await CommandAsync(KnownResourceCommands.StartCommand);
        await App.ResourceNotifications.WaitForResourceHealthyAsync("kafka", WaitBehavior.WaitOnResourceUnavailable);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        await closing.CancelAsync();
        if (logs is not null)
        {
            await logs.DisposeAsync();
        }
        closing.Dispose();
        data.Delete(recursive: true);
    }

    Task<ResourceEvent> HealthyAsync(IResource resource) => App.ResourceNotifications.WaitForResourceHealthyAsync(resource.Name);

    async Task CommandAsync(string command)
    {
        var result = await App.ResourceCommands.ExecuteCommandAsync("kafka", command);
        Assert.True(result.Success, result.Message);
    }
}
