using Aspire.Hosting.Testing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

sealed class DistributedApplicationBuilder : IDistributedApplicationTestingBuilder
{
    static readonly Dictionary<string, string> Switches = new()
    {
        ["--operation"] = "AppHost:Operation",
        ["--publisher"] = "Publishing:Publisher",
    };

    readonly HostApplicationBuilder host;
    readonly EntryPoint? test = EntryPoint.Current;
    DistributedApplication? built;

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        var settings = new HostApplicationBuilderSettings { Args = options.Args };
        test?.Creating(options, settings);
        AppHostAssembly = test?.Assembly ?? (options.AssemblyName is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly());
        var stamps = AppHostAssembly?.GetCustomAttributes<AssemblyMetadataAttribute>();
        AppHostDirectory = stamps?.FirstOrDefault(a => a.Key == "apphostprojectpath")?.Value ?? Directory.GetCurrentDirectory();
        settings.ContentRootPath ??= Directory.Exists(AppHostDirectory) ? AppHostDirectory : null;
        settings.ApplicationName ??= AppHostAssembly?.GetName().Name;
        host = new(settings);
        Configuration.AddCommandLine(settings.Args ?? [], Switches);
        // As the real one does: whoever announces the dashboard's address reads the token here.
        if (!options.DisableDashboard)
            Configuration["AppHost:BrowserToken"] ??= RandomNumberGenerator.GetHexString(32, lowercase: true);
        var publishes = Configuration["Publishing:Publisher"] is not null || Configuration["AppHost:Operation"] == "publish";
        ExecutionContext = new(publishes ? DistributedApplicationOperation.Publish : DistributedApplicationOperation.Run);
        // What the resources say goes to their own logs; the console tells only of their states, and a fault at start is thrown.
        host.Logging.SetMinimumLevel(LogLevel.Warning);
        host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        host.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        Services.AddSingleton(Eventing).AddSingleton(ExecutionContext).AddSingleton(options);
        Services.AddSingleton(_ => new DistributedApplicationModel(Resources));
        Services.AddSingleton(_ => new ResourceNotificationService
        {
            Behavior = options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable,
        });
        Services.AddSingleton(s => new Narrator(s.GetRequiredService<ResourceNotificationService>(), quiet: test is not null));
        Services
            .AddSingleton<ResourceLoggerService>()
            .AddSingleton<ResourceCommandService>()
            .AddSingleton<Waiting>()
            .AddSingleton<Orchestrator>();
        Services.AddHostedService(s => s.GetRequiredService<Orchestrator>());
        Services.AddHealthChecks();
        // Stopping has its own limit for each process.
        Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMinutes(2));
    }

    public IHostEnvironment Environment => host.Environment;
    public ConfigurationManager Configuration => host.Configuration;
    public IServiceCollection Services => host.Services;
    public string AppHostDirectory { get; }
    public Assembly? AppHostAssembly { get; }
    public DistributedApplicationExecutionContext ExecutionContext { get; }
    public IResourceCollection Resources { get; } = new ResourceCollection();
    public IDistributedApplicationEventing Eventing { get; } = new Subscriptions();

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (Resources.Any(r => r.Name.Equals(resource.Name, StringComparison.OrdinalIgnoreCase)))
            throw new DistributedApplicationException($"There are two resources with the name '{resource.Name}'.");
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        test?.Building(this);
        built = new(host.Build(), test);
        test?.Built(built);
        return built;
    }

    Task<DistributedApplication> IDistributedApplicationTestingBuilder.BuildAsync(CancellationToken stop) =>
        test!.BuildAsync(this).WaitAsync(stop);

    public void Dispose() => built?.Dispose();

    public ValueTask DisposeAsync() => built?.DisposeAsync() ?? default;
}
