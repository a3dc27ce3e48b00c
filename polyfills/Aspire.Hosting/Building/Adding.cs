namespace Aspire.Hosting;

public static class ProjectResourceBuilderExtensions
{
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddResource(new ProjectResource(name)).WithAnnotation(new TProject());

    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="projectPath">Relative to the AppHost; its output must have been built.</param>
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder,
        string name,
        string projectPath
    ) =>
        builder
            .AddResource(new ProjectResource(name))
            .WithAnnotation(new ProjectByPath(Path.GetFullPath(projectPath, builder.AppHostDirectory)));

    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas) =>
        builder.WithAnnotation(new ReplicaAnnotation(replicas));

    sealed class ProjectByPath(string path) : IProjectMetadata
    {
        public string ProjectPath => path;

        /// <summary>The newest output that can be run: which configuration was built last is all there is to go by.</summary>
        public string? TargetPath =>
            new DirectoryInfo(Path.Combine(Path.GetDirectoryName(path)!, "bin"))
                .EnumerateFiles($"{Path.GetFileNameWithoutExtension(path)}.runtimeconfig.json", SearchOption.AllDirectories)
                .MaxBy(f => f.LastWriteTimeUtc)
                ?.FullName.Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal);
    }
}

public static class ExecutableResourceBuilderExtensions
{
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder,
        string name,
        string command,
        string workingDirectory,
        params object[]? args
    ) =>
        builder
            .AddResource(new ExecutableResource(name, command, Path.GetFullPath(workingDirectory, builder.AppHostDirectory)))
            .WithArgs(args ?? []);
}

public static class ParameterResourceBuilderExtensions
{
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder,
        string name,
        bool secret = false
    ) => builder.Add(name, null, secret);

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder,
        string name,
        string value,
        bool publishValueAsDefault = false,
        bool secret = false
    ) => builder.Add(name, new Constant(value), secret);

    /// <param name="builder">The application.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">Asked when the configuration has no value.</param>
    /// <param name="secret">Not to be shown.</param>
    /// <param name="persist">The real package keeps a generated value in the user's secrets; here each run makes its own.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder,
        string name,
        ParameterDefault value,
        bool secret = false,
        bool persist = false
    ) => builder.Add(name, value, secret);

    static IResourceBuilder<ParameterResource> Add(
        this IDistributedApplicationBuilder builder,
        string name,
        ParameterDefault? fallback,
        bool secret
    ) =>
        builder.AddResource(
            new ParameterResource(
                name,
                or =>
                    builder.Configuration[$"Parameters:{name}"]
                    ?? or?.GetDefaultValue()
                    ?? throw new MissingParameterValueException(
                        $"Parameter '{name}' has no value: set the configuration key Parameters:{name} (environment variable Parameters__{name})."
                    ),
                secret
            )
            {
                Default = fallback,
            }
        );

    sealed class Constant(string value) : ParameterDefault
    {
        public override string GetDefaultValue() => value;
    }
}

public static class ConnectionStringBuilderExtensions
{
    /// <summary>A connection string made of other resources' values. It is there once they have started.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder,
        string name,
        ReferenceExpression connectionStringExpression
    )
    {
        var added = builder.AddResource(new ConnectionStringResource(name, connectionStringExpression));
        foreach (var used in Running.Dependencies.In(connectionStringExpression))
            added.WithAnnotation(new WaitAnnotation(used, WaitType.UntilStarted));
        return added;
    }
}

/// <summary>A web app served by Vite from its sources.</summary>
public sealed class ViteAppResource(string name, string command, string workingDirectory)
    : ExecutableResource(name, command, workingDirectory),
        IResourceWithServiceDiscovery;

public static class JavaScriptHostingExtensions
{
    /// <summary>Runs the script by npm; without node_modules, <c>npm install</c> first.</summary>
    public static IResourceBuilder<ViteAppResource> AddViteApp(
        this IDistributedApplicationBuilder builder,
        string name,
        string appDirectory,
        string runScriptName = "dev"
    )
    {
        var directory = Path.GetFullPath(appDirectory, builder.AppHostDirectory);
        var app = builder
            .AddResource(new ViteAppResource(name, "npm", directory))
            .WithHttpEndpoint(env: "PORT")
            .WithAnnotation(new OtlpAnnotation());
        if (builder.ExecutionContext.IsRunMode && !Directory.Exists(Path.Combine(directory, "node_modules")))
            app.WaitForCompletion(builder.AddExecutable($"{name}-installer", "npm", directory, "install").WithParentRelationship(app));
        return app.WithArgs(
            "run",
            runScriptName,
            "--",
            "--host",
            "127.0.0.1",
            "--port",
            app.GetEndpoint("http").Property(EndpointProperty.Port)
        );
    }
}
