using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Running;

/// <summary>Where telemetry goes, and what to say to be let in.</summary>
sealed record Otlp(string? Endpoint, string? Key)
{
    public static readonly Otlp None = new(null, null);
}

/// <summary>What is executed for one replica, with which environment; worked out anew for every start.</summary>
sealed record LaunchPlan(
    string Command,
    IReadOnlyList<string> Args,
    string Directory,
    Dictionary<string, string?> Environment,
    ImmutableArray<UrlSnapshot> Urls,
    ImmutableArray<ResourcePropertySnapshot> Properties
)
{
    /// <summary>Settings of the AppHost itself, which its children must not take for theirs.</summary>
    static readonly string[] Own =
    [
        "ASPNETCORE_URLS",
        "DOTNET_LAUNCH_PROFILE",
        "MSBuildSDKsPath",
        "MSBuildExtensionsPath",
        "MSBUILD_EXE_PATH",
    ];

    static readonly string Dotnet = Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")
    );

    public static async Task<LaunchPlan> ForAsync(
        IResource resource,
        string id,
        int replica,
        Otlp otlp,
        IServiceProvider services,
        CancellationToken stop
    )
    {
        // From here on the resource's own endpoints mean this replica's.
        EndpointReference.Replica.Value = (resource, replica);
        var execution = services.GetRequiredService<DistributedApplicationExecutionContext>();
        var logger = services.GetRequiredService<ResourceLoggerService>().GetLogger(id);

        Dictionary<string, object> variables = [];
        var project = resource.Annotations.OfType<IProjectMetadata>().LastOrDefault();
        if (resource is ProjectResource || resource.HasAnnotationOfType<OtlpExporterAnnotation>())
            Telemetry(variables, resource, id, otlp);
        if (project is not null)
            Project(variables, resource, replica);
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().Where(e => e.PortVariable is not null))
            variables[endpoint.PortVariable!] = endpoint.Replicas[replica].Port;
        var context = new EnvironmentCallbackContext(execution, resource, variables, stop) { Logger = logger };
        foreach (var callback in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await callback.Callback(context);
        Dictionary<string, string?> environment = [];
        foreach (var (name, value) in variables)
            environment[name] = await TextAsync(value, stop);

        List<object> given = [];
        var line = new CommandLineArgsCallbackContext(given, resource, stop) { ExecutionContext = execution, Logger = logger };
        foreach (var callback in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
            await callback.Callback(line);
        List<string> args = [];
        foreach (var arg in given)
            args.Add(await TextAsync(arg, stop) ?? "");

        List<ResourcePropertySnapshot> properties = [];
        var (command, directory) = resource is ExecutableResource executable
            ? (executable.Command, executable.WorkingDirectory)
            : (Dotnet, Path.GetDirectoryName(project!.ProjectPath)!);
        if (project is not null)
        {
            args.Insert(
                0,
                project.TargetPath is { } built && File.Exists(built)
                    ? built
                    : throw new DistributedApplicationException($"{project.ProjectPath} has not been built")
            );
            properties.Add(new("project.path", project.ProjectPath));
        }
        properties.Add(new("executable.path", command));
        properties.Add(new("executable.workDir", directory));
        properties.Add(new("executable.args", args.ToArray()));
        var urls = await UrlsAsync(resource, replica, execution, stop);
        foreach (var name in Own.Where(n => !environment.ContainsKey(n)))
            environment[name] = null;
        return new(command, args, directory, environment, urls, [.. properties]);
    }

    static void Telemetry(Dictionary<string, object> variables, IResource resource, string id, Otlp otlp)
    {
        variables["OTEL_SERVICE_NAME"] = resource.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={id[(resource.Name.Length + 1)..]}";
        if (otlp.Endpoint is null)
            return;
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = otlp.Endpoint;
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
        variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={otlp.Key}";
        // Soon enough to be watched while developing.
        variables["OTEL_BLRP_SCHEDULE_DELAY"] = variables["OTEL_BSP_SCHEDULE_DELAY"] = variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        variables["OTEL_TRACES_SAMPLER"] = "always_on";
        variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
    }

    static void Project(Dictionary<string, object> variables, IResource resource, int replica)
    {
        var urls = resource
            .Annotations.OfType<EndpointAnnotation>()
            .Where(e => e.UriScheme is "http" or "https")
            .Select(e => e.Replicas[replica].UriString)
            .ToList();
        if (urls.Count > 0)
            variables["ASPNETCORE_URLS"] = string.Join(';', urls);
        foreach (var name in (string[])["DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"])
            variables[name] = System.Environment.GetEnvironmentVariable(name) ?? "Development";
        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        variables["LOGGING__CONSOLE__FORMATTEROPTIONS__SINGLELINE"] = "true";
    }

    static async Task<ImmutableArray<UrlSnapshot>> UrlsAsync(
        IResource resource,
        int replica,
        DistributedApplicationExecutionContext execution,
        CancellationToken stop
    )
    {
        List<ResourceUrlAnnotation> urls =
        [
            .. resource
                .Annotations.OfType<EndpointAnnotation>()
                .Select(e => new ResourceUrlAnnotation
                {
                    Url = e.Replicas[replica].UriString,
                    Endpoint = new((IResourceWithEndpoints)resource, e),
                }),
            .. resource.Annotations.OfType<ResourceUrlAnnotation>(),
        ];
        var context = new ResourceUrlsCallbackContext(execution, resource, urls, stop);
        foreach (var callback in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
            await callback.Callback(context);
        return
        [
            .. context.Urls.Select(u => new UrlSnapshot(
                u.Endpoint?.EndpointName,
                u.Url,
                u.DisplayLocation == UrlDisplayLocation.DetailsOnly
            )
            {
                DisplayProperties = new(u.DisplayText ?? "", u.DisplayOrder ?? 0),
            }),
        ];
    }

    static async ValueTask<string?> TextAsync(object value, CancellationToken stop) =>
        value switch
        {
            string text => text,
            IValueProvider later => await later.GetValueAsync(stop),
            IResourceBuilder<IResource> { Resource: IValueProvider later } => await later.GetValueAsync(stop),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
}
