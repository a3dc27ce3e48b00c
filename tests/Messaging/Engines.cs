using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Npgsql;
using Social.AppHost.Infrastructure;
using Social.Tests.Testing;

namespace Social.Tests.Messaging;

/// <summary>The AppHost's own engines, without its services: a database server, and a broker that a test may stop.</summary>
public sealed class Engines : IAsyncLifetime
{
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("social-messaging-");
    readonly CancellationTokenSource closing = new();
    DistributedApplication? app;
    SystemLogs? logs;
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
        var builder = DistributedApplication.CreateBuilder(
            new DistributedApplicationOptions
            {
                AssemblyName = typeof(LocalEngines).Assembly.GetName().Name,
                DisableDashboard = true,
                AllowUnsecuredTransport = true,
            }
        );
        // Nothing of an engine is left when the application is disposed.
        builder.Configuration["DcpPublisher:WaitForResourceCleanup"] = "true";
        builder.Configuration["Data"] = data.FullName;
        var postgres = builder.AddPostgres("postgres");
        var ledgers = postgres.AddDatabase("ledgers");
        var kafka = builder.AddKafka("kafka");
        builder.RunEnginesAsProcesses();
        app = builder.Build();
        logs = SystemLogs.Follow(app, closing.Token);
        await app.StartAsync();
        await HealthyAsync(ledgers.Resource);
        await HealthyAsync(kafka.Resource);
        database = await ledgers.Resource.ConnectionStringExpression.GetValueAsync(CancellationToken.None) ?? "";
        Kafka = await kafka.Resource.ConnectionStringExpression.GetValueAsync(CancellationToken.None) ?? "";
        KafkaVersion = LocalEngines.KafkaVersion;
    }

    /// <summary>SIGKILL: the broker gets to write nothing, and its registration lasts until its session expires.</summary>
    public async Task KillKafkaAsync()
    {
        var running = await App.ResourceNotifications.WaitForResourceAsync(
            "kafka-server",
            e => e.Snapshot.State?.Text == KnownResourceStates.Running && Pid(e) is not null
        );
        using var process = Process.GetProcessById(Pid(running) ?? 0);
        process.Kill();
        await process.WaitForExitAsync();
        await App.ResourceNotifications.WaitForResourceAsync("kafka-server", KnownResourceStates.TerminalStates);
    }

    static int? Pid(ResourceEvent e) =>
        e.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value switch
        {
            int pid => pid,
            string text when int.TryParse(text, CultureInfo.InvariantCulture, out var pid) => pid,
            _ => null,
        };

    public Task StopKafkaAsync() => CommandAsync(KnownResourceCommands.StopCommand);

    /// <summary>Returns once the process is started, which is before it answers.</summary>
    public Task BeginKafkaAsync() => CommandAsync(KnownResourceCommands.StartCommand);

    public async Task StartKafkaAsync()
    {
        await BeginKafkaAsync();
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
            await logs.DisposeAsync();
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
