using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;
using Social.AppHost.Running;

namespace Social.AppHost;

/// <summary>What is the same for every service.</summary>
public static class ServiceExtensions
{
    internal const string PushKey = "push-private-key";

    /// <summary>A service with its own database. Each instance applies the migrations before it serves; instances take turns.</summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<PostgresDatabaseResource> database,
        IResourceBuilder<KafkaServerResource> kafka
    )
        where TProject : IProjectMetadata, new() =>
        builder
            .AddService<TProject>(name, kafka)
            .WithReference(database)
            .WaitFor(database)
            .WithEnvironment("Database__MigrateAtStart", "true");

    /// <summary>
    /// A service without a database. HTTP for health comes first, gRPC second; ServiceDefaults gives the listeners their protocols in this
    /// order. <c>Replicas:name=N</c> sets how many instances there are.
    /// </summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<KafkaServerResource> kafka
    )
        where TProject : IProjectMetadata, new() =>
        builder
            .AddProject<TProject>(name)
            .WithHttpEndpoint()
            .WithHttpEndpoint(name: "grpc")
            .WithEndpoint("grpc", endpoint => endpoint.Transport = "http2")
            .WithHttpHealthCheck("/health")
            .DisableForwardedHeaders()
            .AsLocalProgram()
            .WithReplicas(builder.ReplicasOf(name))
            .WithoutProxy()
            .WithReference(kafka)
            .WaitFor(kafka);

    /// <summary>The gateway, at the port of the last run or 8080. Published, the platform gives it one.</summary>
    public static IResourceBuilder<ProjectResource> AddGateway<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() =>
        builder
            .AddProject<TProject>(name)
            .WithHttpEndpoint(port: builder.ExecutionContext.IsPublishMode ? null : WebPort(AppHostOptions.Read(builder.Configuration)))
            .WithHttpHealthCheck("/health")
            .WithExternalHttpEndpoints()
            // Otherwise every caller's X-Forwarded-For would be believed once published; Proxies:Known names those that may set it.
            .DisableForwardedHeaders()
            .AsLocalProgram()
            .WithReplicas(builder.ReplicasOf(name))
            .WithoutProxy();

    /// <summary>Gives every project the secret by which the processes of one system authenticate each other's calls.</summary>
    public static IDistributedApplicationBuilder ShareServiceSecret(this IDistributedApplicationBuilder builder)
    {
        var secret = builder.AddParameter(
            "service-secret",
            new GenerateParameterDefault { MinLength = 48, Special = false },
            secret: true,
            persist: true
        );
        foreach (var project in builder.Services())
            project.WithEnvironment("Tokens__ServiceSecret", secret);
        return builder;
    }

    /// <summary>
    /// Gives a service the private key by which push services know this system. Published, it is empty until somebody sets it, and push is
    /// off: a key that a tool makes up would not be one.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithPushKey(this IResourceBuilder<ProjectResource> service) =>
        service.WithEnvironment(
            "Push__PrivateKey",
            service.ApplicationBuilder.AddParameter(PushKey, new EmptyParameterDefault(), secret: true)
        );

    /// <summary>
    /// Lets every service and the gateway register in a Redis and look others up there: that of the connection string <c>registry</c>,
    /// which may name a cluster or a server with replicas, else <paramref name="redis"/>. It is not waited for: without it instances call
    /// the addresses they were given. On where the system runs, <c>--Registry=on|off</c> decides otherwise: a platform that balances gRPC
    /// by itself needs none.
    /// </summary>
    public static IDistributedApplicationBuilder UseRegistry(
        this IDistributedApplicationBuilder builder,
        IResourceBuilder<IResourceWithConnectionString> redis
    )
    {
        if (!(AppHostOptions.Read(builder.Configuration).Registry ?? builder.ExecutionContext.IsRunMode))
            return builder;
        var registry = redis;
        if (builder.Configuration.GetConnectionString("registry") is { Length: > 0 } own)
        {
            var address = builder.AddParameter("registry-address", own, secret: true);
            registry = builder.AddConnectionString("registry", ReferenceExpression.Create($"{address.Resource}"));
        }
        foreach (var project in builder.Services())
            project.WithReference(registry).WithEnvironment("Registry__Enabled", "true");
        return builder;
    }

    /// <summary>The gateway carries the built web app; with <c>--Web=vite</c> Vite serves it too, with hot reload.</summary>
    public static IDistributedApplicationBuilder AddViteOnRequest(
        this IDistributedApplicationBuilder builder,
        IResourceBuilder<ProjectResource> gateway
    )
    {
        if (builder.ExecutionContext.IsRunMode && AppHostOptions.Read(builder.Configuration).Vite)
            builder
                .AddExecutable("web", "npm", "../Web", "run", "dev")
                .WithHttpEndpoint(env: "PORT")
                .WithReference(gateway)
                .WaitFor(gateway);
        return builder;
    }

    /// <summary>All services and the gateway: the projects with endpoints.</summary>
    internal static IEnumerable<IResourceBuilder<ProjectResource>> Services(this IDistributedApplicationBuilder builder) =>
        builder
            .Resources.OfType<ProjectResource>()
            .Where(project => project.Annotations.OfType<EndpointAnnotation>().Any())
            .ToList()
            .Select(builder.CreateResourceBuilder);

    /// <summary>
    /// A single instance listens at its address itself. The orchestrator's proxy accepts connections for a service that is away and lets
    /// them hang, so that callers would wait for their deadline instead of hearing at once that nobody is there.
    /// </summary>
    static IResourceBuilder<ProjectResource> WithoutProxy(this IResourceBuilder<ProjectResource> project)
    {
        var builder = project.ApplicationBuilder;
        if (builder.ExecutionContext.IsPublishMode || builder.ReplicasOf(project.Resource.Name) > 1)
            return project;
        var ports = new RememberedPorts(AppHostOptions.Read(builder.Configuration).PortsFile);
        foreach (var endpoint in project.Resource.Annotations.OfType<EndpointAnnotation>())
        {
            endpoint.Port ??= ports.Allocate($"{project.Resource.Name}-{endpoint.Name}");
            endpoint.TargetPort = endpoint.Port;
            endpoint.IsProxied = false;
        }
        return project;
    }

    static int ReplicasOf(this IDistributedApplicationBuilder builder, string name) =>
        builder.Configuration.GetValue($"Replicas:{name}", 1);

    static int WebPort(AppHostOptions options) => options.Port ?? new RememberedPorts(options.PortsFile).Allocate("web", preferred: 8080);

    sealed class EmptyParameterDefault : ParameterDefault
    {
        public override string GetDefaultValue() => "";

        public override void WriteToManifest(ManifestPublishingContext context) => context.Writer.WriteString("value", "");
    }
}
