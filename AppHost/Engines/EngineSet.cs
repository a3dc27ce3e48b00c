using Social.AppHost.Running;

namespace Social.AppHost.Engines;

/// <summary>The stores that the services share by reference, whether they are containers or processes of this machine.</summary>
/// <param name="Postgres">The server, to wait for.</param>
/// <param name="Database">Declares the database of that name on it.</param>
/// <param name="BrokerVersion">For a broker that clients cannot ask for its version; else null.</param>
public sealed record EngineSet(
    IResourceBuilder<IResource> Postgres,
    Func<string, IResourceBuilder<IResourceWithConnectionString>> Database,
    IResourceBuilder<IResourceWithConnectionString> Redis,
    IResourceBuilder<IResourceWithConnectionString> Kafka,
    IResourceBuilder<IResourceWithConnectionString> Media,
    string? BrokerVersion
);

public static class EngineExtensions
{
    /// <summary>PostgreSQL, Redis, Kafka and the object store: containers when they are asked for or published, else processes.</summary>
    /// <exception cref="StartException">This machine lacks what the processes need.</exception>
    public static async Task<EngineSet> AddEnginesAsync(this IDistributedApplicationBuilder builder, Settings settings) =>
        builder.ExecutionContext.IsPublishMode || settings.InContainers
            ? builder.AddContainers(settings)
            : await builder.AddProcessesAsync(settings);

    /// <summary>The event broker, awaited.</summary>
    public static IResourceBuilder<ProjectResource> WithEvents(this IResourceBuilder<ProjectResource> project, EngineSet engines)
    {
        if (engines.BrokerVersion is { } version)
            project.WithEnvironment("Kafka__BrokerVersionFallback", version);
        return project.WithReference(engines.Kafka).WaitFor(engines.Kafka);
    }
}
