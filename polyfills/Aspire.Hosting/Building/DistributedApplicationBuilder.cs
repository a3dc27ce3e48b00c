using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Running;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    static readonly Dictionary<string, string> Switches = new()
    {
        ["--operation"] = "AppHost:Operation",
        ["--publisher"] = "Publishing:Publisher",
        ["--output-path"] = "Publishing:OutputPath",
    };

    readonly HostApplicationBuilder host;
    readonly EntryPoint? caller = EntryPoint.Current;

    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args }) { }

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        var settings = new HostApplicationBuilderSettings { Args = options.Args };
        caller?.Creating(options, settings);
        AppHostAssembly = caller?.Assembly ?? (options.AssemblyName is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly());
        AppHostDirectory = options.ProjectDirectory ?? Stamp("apphostprojectpath") ?? Directory.GetCurrentDirectory();
        settings.ContentRootPath ??= Directory.Exists(AppHostDirectory) ? AppHostDirectory : null;
        settings.ApplicationName ??= AppHostAssembly?.GetName().Name;
        host = new(settings);
        host.Configuration.AddCommandLine(settings.Args ?? [], Switches);
        ExecutionContext = new(
            Configuration["Publishing:Publisher"] is { Length: > 0 }
            || "publish".Equals(Configuration["AppHost:Operation"], StringComparison.OrdinalIgnoreCase)
                ? DistributedApplicationOperation.Publish
                : DistributedApplicationOperation.Run
        );
        // What the resources say goes to their own logs; the console tells only of their states.
        host.Logging.SetMinimumLevel(LogLevel.Warning);
        host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        host.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        Services.AddSingleton<IDistributedApplicationEventing>(Eventing);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(options);
        Services.AddSingleton(_ => new DistributedApplicationModel(Resources));
        Services.AddSingleton(_ => new ResourceNotificationService
        {
            DefaultWaitBehavior = options.DisableDashboard
                ? WaitBehavior.StopOnResourceUnavailable
                : WaitBehavior.WaitOnResourceUnavailable,
        });
        Services.AddSingleton<ResourceLoggerService>();
        Services.AddSingleton<ResourceCommandService>();
        Services.AddHealthChecks();
        // Health is asked by the orchestrator, instance by instance; the framework's publisher would ask once more.
        Services.Configure<HealthCheckPublisherOptions>(o => o.Delay = Timeout.InfiniteTimeSpan);
        Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMinutes(2));
        Services.AddSingleton(s => new Narrator(s.GetRequiredService<ResourceNotificationService>(), quiet: caller is not null));
        Services.AddSingleton<Waiting>();
        Services.AddSingleton<Orchestrator>();
        Services.AddHostedService(s => s.GetRequiredService<Orchestrator>());
    }

    public IHostEnvironment Environment => host.Environment;
    public ConfigurationManager Configuration => host.Configuration;
    public IServiceCollection Services => host.Services;
    public string AppHostDirectory { get; }
    public Assembly? AppHostAssembly { get; }
    public DistributedApplicationExecutionContext ExecutionContext { get; }
    public IResourceCollection Resources { get; } = new ResourceCollection();
    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    string? Stamp(string key) =>
        AppHostAssembly
            ?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(a => a.Key.Equals(key, StringComparison.OrdinalIgnoreCase))
            ?.Value;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (Resources.FirstOrDefault(r => r.Name.Equals(resource.Name, StringComparison.OrdinalIgnoreCase)) is { } known)
            throw new DistributedApplicationException(
                $"Cannot add resource of type '{resource.GetType()}' with name '{resource.Name}' because resource of type '{known.GetType()}' with that name already exists."
            );
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        caller?.Building(this);
        var application = new DistributedApplication(host.Build(), caller);
        ExecutionContext.ServiceProvider = application.Services;
        caller?.Built(application);
        return application;
    }
}
