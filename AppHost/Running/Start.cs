using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Social.AppHost.Running;

/// <summary>From the command line to a running system, and out again.</summary>
public static class Start
{
    /// <summary>Builds the system that <paramref name="declare"/> describes and runs it until it is stopped.</summary>
    /// <returns>0; 1 when it cannot start, which is then said in one sentence.</returns>
    public static async Task<int> RunAsync(string[] args, Func<IDistributedApplicationBuilder, Settings, Task> declare)
    {
        try
        {
            var root = Checkout();
            var given = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
            var settings = Settings.Read(given, root);
            var builder = DistributedApplication.CreateBuilder(
                new DistributedApplicationOptions
                {
                    Args = [.. args, .. DashboardPorts.For(settings, given)],
                    DisableDashboard = !settings.Dashboard,
                    AllowUnsecuredTransport = true,
                }
            );
            await declare(builder, settings);
            foreach (var replicas in given.GetSection("Replicas").GetChildren())
                if (!builder.Resources.OfType<ProjectResource>().Any(r => r.Name.Equals(replicas.Key, StringComparison.OrdinalIgnoreCase)))
                    throw new StartException($"Replicas:{replicas.Key} names no service: see AppHost/AppHost.cs for those there are.");
            // An engine that is only starting is no failure; the resources' states say what is.
            builder.Services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
            if (builder.ExecutionContext.IsRunMode)
                builder.Services.AddSingleton(settings).AddSingleton(RunFile.In(settings)).AddHostedService<Announcement>();
            await builder.Build().RunAsync();
            return 0;
        }
        catch (Exception refusal) when (refusal is StartException or DistributedApplicationException)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 1;
        }
    }

    /// <summary>The folder with Social.sln, above this program; elsewhere the current one.</summary>
    static string Checkout()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Social.sln")))
            at = at.Parent;
        return at?.FullName ?? Directory.GetCurrentDirectory();
    }
}
