namespace Aspire.Hosting.Running;

/// <summary>Where telemetry goes, and what to say to be let in.</summary>
sealed record Otlp(string Endpoint, string Key);

/// <summary>What is executed for one replica, with which environment; worked out anew for every start.</summary>
sealed record LaunchPlan(string Command, IReadOnlyList<string> Args, string Directory, Dictionary<string, string?> Environment)
{
    /// <summary>Settings of the AppHost itself, which its children must not take for theirs.</summary>
    static readonly string[] Own =
    [
        "ASPNETCORE_URLS",
        "ASPNETCORE_ENVIRONMENT",
        "DOTNET_ENVIRONMENT",
        "DOTNET_LAUNCH_PROFILE",
        "MSBuildSDKsPath",
        "MSBuildExtensionsPath",
        "MSBUILD_EXE_PATH",
    ];

    static readonly string Dotnet = Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")
    );

    /// <summary>What the dashboard shows of it.</summary>
    public required IReadOnlyList<ResourcePropertySnapshot> Shown { get; init; }

    public static async Task<LaunchPlan> ForAsync(
        IResource resource,
        string id,
        int replica,
        Otlp? otlp,
        IServiceProvider services,
        CancellationToken stop
    )
    {
        // From here on the resource's own endpoints mean this replica's.
        EndpointReference.Replica.Value = (resource, replica);
        var context = new EnvironmentCallbackContext(services.GetRequiredService<DistributedApplicationExecutionContext>(), stop);
        var variables = context.EnvironmentVariables;
        var project = resource.Annotations.OfType<IProjectMetadata>().LastOrDefault();
        if (project is not null || resource.HasAnnotationOfType<OtlpAnnotation>())
            Telemetry(variables, resource, id, otlp);
        if (project is not null)
            Project(variables, resource, replica);
        foreach (var endpoint in resource.Endpoints().Where(e => e.PortVariable is not null))
            variables[endpoint.PortVariable!] = endpoint.Replicas[replica].Port;
        foreach (var annotation in resource.Annotations.OfType<EnvironmentAnnotation>())
            annotation.Callback(context);
        List<object> given = [];
        foreach (var annotation in resource.Annotations.OfType<ArgsAnnotation>())
            annotation.Callback(new(given, stop));

        var environment = Own.ToDictionary(n => n, _ => (string?)null);
        foreach (var (name, value) in variables)
            environment[name] = await TextAsync(value, stop);
        List<string> args = [];
        foreach (var arg in given)
            args.Add(await TextAsync(arg, stop) ?? "");
        var (command, directory) = resource is ExecutableResource program
            ? (program.Command, program.WorkingDirectory)
            : (Dotnet, Path.GetDirectoryName(project!.ProjectPath)!);
        List<ResourcePropertySnapshot> shown =
        [
            new("executable.path", command),
            new("executable.workDir", directory),
            new("executable.args", args.ToArray()),
        ];
        if (project is not null)
        {
            args.Insert(
                0,
                File.Exists(project.TargetPath)
                    ? project.TargetPath
                    : throw new DistributedApplicationException($"{project.ProjectPath} has not been built")
            );
            shown.Add(new("project.path", project.ProjectPath));
        }
        return new(command, args, directory, environment) { Shown = shown };
    }

    static void Telemetry(Dictionary<string, object> variables, IResource resource, string id, Otlp? otlp)
    {
        variables["OTEL_SERVICE_NAME"] = resource.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={id[(resource.Name.Length + 1)..]}";
        if (otlp is null)
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
        var urls = resource.Endpoints().Where(e => e.UriScheme is "http" or "https").Select(e => e.Replicas[replica].UriString).ToList();
        if (urls.Count > 0)
            variables["ASPNETCORE_URLS"] = string.Join(';', urls);
        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        variables["LOGGING__CONSOLE__FORMATTEROPTIONS__SINGLELINE"] = "true";
    }

    static async ValueTask<string?> TextAsync(object value, CancellationToken stop) =>
        value switch
        {
            IValueProvider later => await later.GetValueAsync(stop),
            IResourceBuilder<IResource> { Resource: IValueProvider later } => await later.GetValueAsync(stop),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
}
