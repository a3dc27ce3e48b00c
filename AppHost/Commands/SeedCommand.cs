using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Social.AppHost.Running;

namespace Social.AppHost.Commands;

/// <summary>Seeding and resetting, as a resource of the dashboard.</summary>
public static class SeedCommand
{
    /// <summary>
    /// Declares the program that fills the network through the gateway. It is started by hand on the dashboard, or by <c>--seed [FILE]</c> once
    /// the gateway is healthy. The gateway does not limit it: it shows a key that is made for this run.
    /// </summary>
    public static IDistributedApplicationBuilder AddSeed<TProject>(
        this IDistributedApplicationBuilder builder,
        IResourceBuilder<ProjectResource> gateway,
        IResourceBuilder<ProjectResource> auth
    )
        where TProject : IProjectMetadata, new()
    {
        if (builder.ExecutionContext.IsPublishMode)
            return builder;
        var options = AppHostOptions.Read(builder.Configuration);
        var key = builder.AddParameter("seed-key", Guid.NewGuid().ToString("N"), secret: true);
        var password = builder.AddParameter("seed-password", new Secrets(options.SecretsFile).Get("seed"), secret: true);
        gateway.WithEnvironment("Limits__SeedKey", key);
        var seed = builder
            .AddProject<TProject>("seed")
            .AsLocalProgram()
            .WithReference(gateway)
            .WaitFor(gateway)
            .WaitForServices()
            .WithEnvironment("Seed__Key", key)
            .WithEnvironment("Seed__Password", password)
            .WithResetCommand(options);
        if (options.SeedFile is { } file)
            seed.WithEnvironment("Seed__Edges", file);
        if (!options.Seed)
        {
            seed.WithExplicitStart();
            return builder;
        }
        // A thousand passwords are hashed first, and there is nobody else yet whose log-in would wait.
        auth.WithEnvironment("Passwords__AtOnce", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        seed.OnBeforeResourceStarted(
            (_, e, _) =>
            {
                _ = ShowAsync(e.Services.GetRequiredService<ResourceLoggerService>(), seed.Resource);
                return Task.CompletedTask;
            }
        );
        return builder;
    }

    /// <summary>The gateway may be healthy before the services behind it.</summary>
    static IResourceBuilder<ProjectResource> WaitForServices(this IResourceBuilder<ProjectResource> seed)
    {
        foreach (var service in seed.ApplicationBuilder.Services())
            seed.WaitFor(service);
        return seed;
    }

    /// <summary>Whoever asked for it at a terminal sees its progress there, without what the orchestrator says before it starts.</summary>
    static async Task ShowAsync(ResourceLoggerService logs, ProjectResource seed)
    {
        var started = false;
        await foreach (var lines in logs.WatchAsync(seed))
        foreach (var line in lines)
            if (started)
                Console.WriteLine($"  seed: {line.Content[(line.Content.IndexOf(' ', StringComparison.Ordinal) + 1)..]}");
            else
                started = line.Content.Contains("[sys] Starting process", StringComparison.Ordinal);
    }

    internal static async Task ResetAsync(IServiceProvider services, AppHostOptions options, CancellationToken stop)
    {
        var lifecycle = services.GetRequiredService<SystemLifecycle>();
        var stopped = await lifecycle.StopAsync(stop);
        DataFolder.DeleteEngineData(options);
        await lifecycle.StartAsync(stopped, stop);
    }

    static IResourceBuilder<ProjectResource> WithResetCommand(this IResourceBuilder<ProjectResource> seed, AppHostOptions options) =>
        options.InContainers
            ? seed
            : seed.WithCommand(
                "reset-data",
                "Reset all data",
                async context =>
                {
                    await ResetAsync(context.Services, options, context.CancellationToken);
                    return CommandResults.Success("All data was deleted; the system runs again.");
                },
                new()
                {
                    Description = "Stops everything, deletes what the engines have stored, and starts everything again.",
                    ConfirmationMessage = "This deletes every account, post and picture of this checkout. Go on?",
                    IconName = "Delete",
                }
            );
}
