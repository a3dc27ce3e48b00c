using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Social.AppHost.Running;

/// <summary>From a declared application to a running one, and out again.</summary>
public static class AppHostRunner
{
    /// <summary>Runs the application until it is stopped, or publishes it.</summary>
    /// <returns>The exit code: 0, or 1 when it cannot start, which one sentence on standard error explains.</returns>
    public static async Task<int> BuildAndRunAsync(this IDistributedApplicationBuilder builder)
    {
        var startup = new StartupState();
        try
        {
            CheckReplicas(builder);
            builder.Services.AddLogging(logging =>
                logging
                    // An engine that is only starting is no failure; the resources' states say what is.
                    .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
                    // A start that fails throws, and is reported below.
                    .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
                    // The start is told by StartupProgress and StartupBanner.
                    .AddFilter("Aspire.Hosting.DistributedApplication", LogLevel.Warning)
                    .AddFilter("Aspire.Hosting.Dcp", LogLevel.Warning)
                    // The dashboard's own calls.
                    .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
                    .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            );
            if (builder.ExecutionContext.IsRunMode)
            {
                builder
                    .Services.AddSingleton(AppHostOptions.Read(builder.Configuration))
                    .AddSingleton(startup)
                    .AddSingleton<SystemLifecycle>()
                    .AddHostedService<OrderedShutdown>();
                builder.Services.TryAddEventingSubscriber<StartupProgress>();
                builder.Services.TryAddEventingSubscriber<StartupBanner>();
                builder.Services.TryAddEventingSubscriber<Supervisor>();
            }
            await builder.Build().RunAsync();
        }
        catch (Exception refusal) when (refusal is StartException or DistributedApplicationException)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            // Interrupted amid the start.
        }
        if (builder.ExecutionContext.IsRunMode && !startup.IsComplete)
            await Console.Out.WriteLineAsync("Stopped before everything had started.");
        return 0;
    }

    static void CheckReplicas(IDistributedApplicationBuilder builder)
    {
        foreach (var replicas in builder.Configuration.GetSection("Replicas").GetChildren())
            if (!builder.Resources.OfType<ProjectResource>().Any(r => r.Name.Equals(replicas.Key, StringComparison.OrdinalIgnoreCase)))
                throw new StartException($"Replicas:{replicas.Key} names no service: see AppHost/AppHost.cs for those there are.");
    }
}
