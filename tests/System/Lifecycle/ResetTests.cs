using Aspire.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Social.AppHost.Commands;
using Social.AppHost.Infrastructure;
using Social.AppHost.Running;
using StackExchange.Redis;

namespace Social.Tests.WholeSystem.Lifecycle;

/// <summary>"Reset all data", on an application of engines alone.</summary>
public sealed class ResetTests : IDisposable
{
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("social-reset-");

    [Fact]
    public async Task Everything_stored_is_deleted_and_everything_runs_again()
    {
        var stop = TestContext.Current.CancellationToken;
        var builder = DistributedApplication.CreateBuilder(
            new DistributedApplicationOptions
            {
                AssemblyName = typeof(LocalEngines).Assembly.GetName().Name,
                DisableDashboard = true,
                AllowUnsecuredTransport = true,
            }
        );
        builder.Configuration["DcpPublisher:WaitForResourceCleanup"] = "true";
        builder.Configuration["Data"] = data.FullName;
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error)).AddSingleton<SystemLifecycle>();
        var redis = builder.AddRedis("redis");
        var media = builder.AddMinio("media");
        builder.RunEnginesAsProcesses();
        await using var app = builder.Build();
        await app.StartAsync(stop);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("redis", stop);
        await using var client = await ConnectionMultiplexer.ConnectAsync(
            await redis.Resource.ConnectionStringExpression.GetValueAsync(stop) + ",abortConnect=false"
        );
        await client.GetDatabase().StringSetAsync("key", "value");
        var picture = Path.Combine(data.FullName, "media", "picture");
        await File.WriteAllTextAsync(picture, "bytes", stop);

        await SeedCommand.ResetAsync(app.Services, AppHostOptions.Read(builder.Configuration), stop);

        await app.ResourceNotifications.WaitForResourceHealthyAsync("redis", stop);
        Assert.True((await client.GetDatabase().StringGetAsync("key")).IsNull);
        Assert.False(File.Exists(picture));
        Assert.True(Directory.Exists(Path.GetDirectoryName(picture)));
        await app.StopAsync(stop);
    }

    public void Dispose() => data.Delete(recursive: true);
}
