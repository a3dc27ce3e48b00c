using Social.AppHost.Running;

namespace Social.AppHost.Engines;

static class ContainerEngines
{
    public static EngineSet AddContainers(this IDistributedApplicationBuilder builder, Settings settings)
    {
        // The volume keeps the password of its first start, so the next one needs the same.
        var password = builder.ExecutionContext.IsPublishMode
            ? null
            : builder.AddParameter("postgres-password", new Secrets(settings.SecretsFile).Of("postgres"), secret: true);
        var postgres = builder.AddPostgres("postgres", password: password).WithImageTag("18.3").WithDataVolume();
        var redis = builder.AddRedis("redis").WithDataVolume();
        var kafka = builder.AddKafka("kafka").WithDataVolume();
        return new(postgres, name => postgres.AddDatabase(name), redis, kafka, builder.AddMinio(), BrokerVersion: null);
    }

    static IResourceBuilder<MediaResource> AddMinio(this IDistributedApplicationBuilder builder)
    {
        var user = builder.AddParameter("minio-user", "social");
        var password = builder.AddParameter(
            "minio-password",
            new GenerateParameterDefault { MinLength = 22, Special = false },
            secret: true,
            persist: true
        );
        // Docker Hub no longer carries the image; any server that speaks S3 will do.
        var minio = builder
            .AddContainer("minio", "minio/minio", "RELEASE.2025-09-07T16-13-09Z")
            .WithImageRegistry("quay.io")
            .WithArgs("server", "/data")
            .WithEnvironment("MINIO_ROOT_USER", user)
            .WithEnvironment("MINIO_ROOT_PASSWORD", password)
            .WithHttpEndpoint(targetPort: 9000, name: "api")
            .WithHttpHealthCheck("/minio/health/ready", endpointName: "api")
            .WithVolume("minio-data", "/data");
        return builder
            .AddResource(new MediaResource("media", minio.GetEndpoint("api"), user.Resource, password.Resource))
            .WithParentRelationship(minio);
    }
}

/// <summary>An object store that speaks S3: <c>Endpoint=...;AccessKey=...;SecretKey=...</c>.</summary>
public sealed class MediaResource(string name, EndpointReference endpoint, ParameterResource user, ParameterResource password)
    : Resource(name),
        IResourceWithConnectionString
{
    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"Endpoint={endpoint.Property(EndpointProperty.Url)};AccessKey={user};SecretKey={password}");
}
