using Aspire.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Social.AppHost.Infrastructure;
using Social.Feeds.Data;
using Social.Tests.Testing;

[assembly: AssemblyFixture(typeof(Social.Tests.Feed.Postgres))]

namespace Social.Tests.Feed;

/// <summary>The AppHost's own database server, without its services.</summary>
public sealed class Postgres : IAsyncLifetime
{
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("social-feed-");
    readonly CancellationTokenSource closing = new();
    DistributedApplication? app;
    SystemLogs? logs;
    string server = "";

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
        var database = builder.AddPostgres("postgres").AddDatabase("feeds");
        builder.RunEnginesAsProcesses();
        app = builder.Build();
        logs = SystemLogs.Follow(app, closing.Token);
        await app.StartAsync();
        await app.ResourceNotifications.WaitForResourceHealthyAsync(database.Resource.Name);
        server = await database.Resource.ConnectionStringExpression.GetValueAsync(CancellationToken.None) ?? "";
    }

    /// <summary>The options of a database of a test's own, with Feed's tables.</summary>
    public async Task<DbContextOptions<FeedDbContext>> NewDatabaseAsync()
    {
        var connection = new NpgsqlConnectionStringBuilder(server) { Database = $"feed_{Guid.NewGuid():N}" }.ConnectionString;
        var options = new DbContextOptionsBuilder<FeedDbContext>().UseNpgsql(connection).UseSnakeCaseNamingConvention().Options;
        await using var db = new FeedDbContext(options);
        await db.Database.MigrateAsync();
        return options;
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
        NpgsqlConnection.ClearAllPools();
        data.Delete(recursive: true);
    }
}
