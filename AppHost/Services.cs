using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Social.AppHost.Engines;
using Social.AppHost.Running;

namespace Social.AppHost;

/// <summary>What is the same for every service.</summary>
public static class ServiceExtensions
{
    /// <summary>
    /// A service of its own database: migrated by the same program before any replica of it starts. HTTP for health comes first, gRPC second;
    /// ServiceDefaults gives the listeners their protocols in this order. <c>Replicas:name=N</c> sets how many there are.
    /// </summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder,
        string name,
        EngineSet engines,
        string database
    )
        where TProject : IProjectMetadata, new()
    {
        var store = engines.Database(database);
        var migrations = builder
            .AddProject<TProject>($"{name}-migrations")
            .WithArgs("migrate")
            .WithMode()
            .WithReference(store)
            .WithReference(engines.Kafka)
            .WaitFor(engines.Postgres);
        return builder.AddService<TProject>(name, engines).WithReference(store).WaitForCompletion(migrations);
    }

    /// <summary>A service whose state is its memory.</summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder,
        string name,
        EngineSet engines
    )
        where TProject : IProjectMetadata, new() =>
        builder
            .AddProject<TProject>(name)
            .WithHttpEndpoint()
            .WithHttpEndpoint(name: "grpc")
            .WithEndpoint("grpc", endpoint => endpoint.Transport = "http2")
            .WithHttpHealthCheck("/health")
            .WithMode()
            .WithEvents(engines)
            .WithReplicas(builder.ReplicasOf(name));

    /// <summary>Where it is tried out it runs as in development, unless the AppHost's own environment says otherwise.</summary>
    public static IResourceBuilder<ProjectResource> WithMode(this IResourceBuilder<ProjectResource> project)
    {
        if (project.ApplicationBuilder.ExecutionContext.IsPublishMode)
            return project;
        foreach (var name in (string[])["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"])
            project.WithEnvironment(name, Environment.GetEnvironmentVariable(name) ?? Environments.Development);
        return project;
    }

    /// <summary>The secret by which the processes of one system know each other's calls.</summary>
    public static IResourceBuilder<ParameterResource> AddServiceSecret(this IDistributedApplicationBuilder builder, Settings settings) =>
        builder.ExecutionContext.IsPublishMode
            ? builder.AddParameter("service-secret", new GenerateParameterDefault { MinLength = 48, Special = false }, secret: true)
            : builder.AddParameter("service-secret", new Secrets(settings.SecretsFile).Of("services"), secret: true);

    /// <summary>
    /// The Redis in which instances find each other: that of the AppHost's connection string <c>registry</c>, which may name a cluster or a
    /// server with replicas, else the one that everything else uses. Null: each calls the addresses it was given.
    /// </summary>
    public static IResourceBuilder<IResourceWithConnectionString>? AddRegistry(
        this IDistributedApplicationBuilder builder,
        EngineSet engines,
        Settings settings
    )
    {
        if (!settings.UsesRegistry(builder))
            return null;
        if (builder.Configuration.GetConnectionString("registry") is not { Length: > 0 } own)
            return engines.Redis;
        var address = builder.AddParameter("registry-address", own, secret: true);
        return builder.AddConnectionString("registry", ReferenceExpression.Create($"{address.Resource}"));
    }

    /// <summary>Enters the registry and looks others up there. It is not waited for: who finds none serves all the same.</summary>
    public static IResourceBuilder<ProjectResource> WithRegistry(
        this IResourceBuilder<ProjectResource> project,
        IResourceBuilder<IResourceWithConnectionString>? registry
    ) => registry is null ? project : project.WithReference(registry).WithEnvironment("Registry__Enabled", "true");

    /// <summary>How many instances the setting <c>Replicas:name</c> asks for; one unless it does.</summary>
    public static int ReplicasOf(this IDistributedApplicationBuilder builder, string name) =>
        builder.Configuration.GetValue($"Replicas:{name}", 1);
}
