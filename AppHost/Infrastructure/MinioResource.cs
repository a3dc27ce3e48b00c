namespace Social.AppHost.Infrastructure;

/// <summary>An object store that speaks S3: <c>Endpoint=...;AccessKey=...;SecretKey=...</c>; as a folder: <c>Directory=...</c>.</summary>
public sealed class MinioResource(string name, ParameterResource user, ParameterResource password)
    : ContainerResource(name),
        IResourceWithConnectionString
{
    internal const string ApiEndpoint = "api";

    /// <summary>The folder that takes the server's place; null where there is a server.</summary>
    internal string? Folder { get; set; }

    public ReferenceExpression ConnectionStringExpression =>
        Folder is { } folder
            ? ReferenceExpression.Create($"Directory={folder}")
            : ReferenceExpression.Create(
                $"Endpoint={this.GetEndpoint(ApiEndpoint).Property(EndpointProperty.Url)};AccessKey={user};SecretKey={password}"
            );
}

/// <summary>MinIO in the application model.</summary>
public static class MinioExtensions
{
    const int ApiPort = 9000;
    const string DataFolder = "/data";

    /// <summary>
    /// Adds a MinIO server. Docker Hub no longer carries its image; <c>MinioImage</c> in the configuration names another one, of any server
    /// that speaks S3 and takes the same arguments.
    /// </summary>
    public static IResourceBuilder<MinioResource> AddMinio(this IDistributedApplicationBuilder builder, [ResourceName] string name)
    {
        var user = builder.AddParameter($"{name}-user", "social", publishValueAsDefault: true);
        var password = builder.AddParameter(
            $"{name}-password",
            new GenerateParameterDefault { MinLength = 22, Special = false },
            secret: true,
            persist: true
        );
        return builder
            .AddResource(new MinioResource(name, user.Resource, password.Resource))
            .WithImage(builder.Configuration["MinioImage"] ?? "quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z")
            .WithArgs("server", DataFolder)
            .WithEnvironment("MINIO_ROOT_USER", user)
            .WithEnvironment("MINIO_ROOT_PASSWORD", password)
            .WithHttpEndpoint(targetPort: ApiPort, name: MinioResource.ApiEndpoint)
            .WithHttpHealthCheck("/minio/health/ready", endpointName: MinioResource.ApiEndpoint);
    }

    /// <summary>Keeps the objects in a volume.</summary>
    public static IResourceBuilder<MinioResource> WithDataVolume(this IResourceBuilder<MinioResource> minio, string? name = null) =>
        minio.WithVolume(name ?? VolumeNameGenerator.Generate(minio, "data"), DataFolder);

    /// <summary>Keeps the objects in a folder of this machine instead of a server: the services read the connection string alike.</summary>
    internal static void RunAsFolder(this IResourceBuilder<MinioResource> minio, string folder)
    {
        var builder = minio.ApplicationBuilder;
        minio.WithoutContainer();
        minio.Resource.Folder = folder;
        foreach (var server in minio.Resource.Annotations.Where(a => a is EndpointAnnotation or HealthCheckAnnotation).ToList())
            minio.Resource.Annotations.Remove(server);
        minio.OnInitializeResource(
            async (_, e, stop) =>
            {
                Directory.CreateDirectory(folder);
                await builder.Eventing.PublishAsync(new ConnectionStringAvailableEvent(minio.Resource, e.Services), stop);
                await e.Notifications.PublishUpdateAsync(
                    minio.Resource,
                    now => now with { ResourceType = "Folder", State = KnownResourceStates.Running, StartTimeStamp = DateTime.UtcNow }
                );
            }
        );
    }
}
