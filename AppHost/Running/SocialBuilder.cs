using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Social.AppHost.Infrastructure.Fetching;

namespace Social.AppHost.Running;

/// <summary>The application's builder, set up before the first resource is declared.</summary>
public static class SocialBuilder
{
    /// <summary>The folder with Social.sln, above this program; elsewhere the current one.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// <see cref="DistributedApplication.CreateBuilder(DistributedApplicationOptions)"/> with this checkout's settings: the dashboard's ports
    /// and the passwords of the engines are those of the last run, and the data folder belongs to this run.
    /// </summary>
    /// <exception cref="StartException">
    /// A setting is invalid, or another run uses the data folder. As a program of its own the AppHost ends here, with that sentence and exit
    /// code 1.
    /// </exception>
    public static IDistributedApplicationBuilder Create(string[] args)
    {
        try
        {
            return CreateOrThrow(args);
        }
        catch (StartException refusal) when (Assembly.GetEntryAssembly() == typeof(SocialBuilder).Assembly)
        {
            Console.Error.WriteLine(refusal.Message);
            Environment.Exit(1);
            throw;
        }
    }

    static IDistributedApplicationBuilder CreateOrThrow(string[] args)
    {
        args = AppHostOptions.ExpandFlags(args);
        var given = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        var options = AppHostOptions.Read(given);
        // Publishing writes a file and is through; it leaves the data of a running system alone.
        var publishes = given["publisher"] ?? given["Publishing:Publisher"] ?? given["AppHost:Operation"];
        var runs = string.IsNullOrEmpty(publishes) || publishes == "run";
        if (runs)
        {
            Folders.ExportHome();
            EngineCache.EnsureWritable();
            Folders.EnsureWritable(options.Data, "start with another --Data");
        }
        var data = runs ? DataFolder.Open(options) : null;
        var builder = DistributedApplication.CreateBuilder(
            new DistributedApplicationOptions
            {
                Args = data is null ? args : [.. args, .. DashboardPorts.Arguments(options, given)],
                DisableDashboard = !options.Dashboard,
                AllowUnsecuredTransport = true,
            }
        );
        // Without user secrets the builder makes a new key at every start, whatever was given.
        if (given["AppHost:DashboardApiKey"] is { } key)
            builder.Configuration["AppHost:DashboardApiKey"] = key;
        if (data is not null)
        {
            // A data folder keeps the password with which it was first started.
            var secrets = new Secrets(options.SecretsFile);
            foreach (var name in (string[])["postgres-password", "redis-password", "media-password", "service-secret"])
                builder.Configuration[$"Parameters:{name}"] ??= secrets.Get(name);
            builder.Configuration[$"Parameters:{ServiceExtensions.PushKey}"] ??= secrets.GetPushKey(ServiceExtensions.PushKey);
            builder.Services.AddHostedService(_ => data);
        }
        return builder;
    }

    static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Social.sln")))
            at = at.Parent;
        return at?.FullName ?? Directory.GetCurrentDirectory();
    }
}
