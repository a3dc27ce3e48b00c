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
            .WithEvents(engines)
            .WithReplicas(builder.ReplicasOf(name));

    /// <summary>The secret by which the processes of one system know each other's calls.</summary>
    public static IResourceBuilder<ParameterResource> AddServiceSecret(this IDistributedApplicationBuilder builder, Settings settings) =>
        builder.ExecutionContext.IsPublishMode
            ? builder.AddParameter("service-secret", new GenerateParameterDefault { MinLength = 48, Special = false }, secret: true)
            : builder.AddParameter("service-secret", new Secrets(settings.SecretsFile).Of("services"), secret: true);

    static int ReplicasOf(this IDistributedApplicationBuilder builder, string name)
    {
        var wanted = builder.Configuration[$"Replicas:{name}"];
        return wanted is null ? 1
            : int.TryParse(wanted, out var replicas) && replicas is > 0 and <= 20 ? replicas
            : throw new StartException($"Replicas:{name} is '{wanted}': it has to be a number from 1 to 20.");
    }
}
