using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>Adds Kafka to the application model, as the package Aspire.Hosting.Kafka does.</summary>
public static class KafkaBuilderExtensions
{
    const int BrokerPort = 9092;
    const int InternalPort = 9093;
    const string DataFolder = "/var/lib/kafka/data";

    /// <summary>Adds a Kafka broker. Its health check asks the broker for its metadata.</summary>
    /// <param name="name">The resource's name, and that of the connection string <c>host:port</c>.</param>
    /// <param name="port">The port on the host; null takes a free one.</param>
    public static IResourceBuilder<KafkaServerResource> AddKafka(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        int? port = null
    )
    {
        var kafka = new KafkaServerResource(name);
        string? connectionString = null;
        builder.Eventing.Subscribe<ConnectionStringAvailableEvent>(
            kafka,
            async (_, stop) => connectionString = await kafka.ConnectionStringExpression.GetValueAsync(stop)
        );
        var healthCheck = $"{name}_check";
        builder.Services.AddHealthChecks().AddCheck(healthCheck, new KafkaHealthCheck(() => connectionString));
        return builder
            .AddResource(kafka)
            .WithEndpoint(targetPort: BrokerPort, port: port, name: KafkaServerResource.PrimaryEndpointName)
            .WithEndpoint(targetPort: InternalPort, name: KafkaServerResource.InternalEndpointName)
            .WithImage("confluentinc/confluent-local", "8.2.0")
            .WithImageRegistry("docker.io")
            .WithEnvironment(context => SetListeners(context, kafka))
            .WithHealthCheck(healthCheck);
    }

    /// <summary>Keeps the broker's data in a volume.</summary>
    public static IResourceBuilder<KafkaServerResource> WithDataVolume(
        this IResourceBuilder<KafkaServerResource> builder,
        string? name = null,
        bool isReadOnly = false
    ) =>
        builder
            .WithEnvironment("KAFKA_LOG_DIRS", DataFolder)
            .WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), DataFolder, isReadOnly);

    /// <summary>Keeps the broker's data in a folder of the host.</summary>
    public static IResourceBuilder<KafkaServerResource> WithDataBindMount(
        this IResourceBuilder<KafkaServerResource> builder,
        string source,
        bool isReadOnly = false
    ) => builder.WithEnvironment("KAFKA_LOG_DIRS", DataFolder).WithBindMount(source, DataFolder, isReadOnly);

    /// <summary>
    /// Clients connect to the address that the broker advertises, so each network has a listener of its own:
    /// https://github.com/confluentinc/kafka-images/blob/master/local/README.md.
    /// </summary>
    static void SetListeners(EnvironmentCallbackContext context, KafkaServerResource kafka)
    {
        var environment = context.EnvironmentVariables;
        environment["KAFKA_LISTENERS"] = string.Create(
            CultureInfo.InvariantCulture,
            $"PLAINTEXT://localhost:29092,CONTROLLER://localhost:29093,PLAINTEXT_HOST://0.0.0.0:{BrokerPort},PLAINTEXT_INTERNAL://0.0.0.0:{InternalPort}"
        );
        environment["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"] =
            "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PLAINTEXT_HOST:PLAINTEXT,PLAINTEXT_INTERNAL:PLAINTEXT";
        var primary = kafka.PrimaryEndpoint;
        var inner = kafka.InternalEndpoint;
        environment["KAFKA_ADVERTISED_LISTENERS"] = context.ExecutionContext.IsRunMode
            ? ReferenceExpression.Create(
                $"PLAINTEXT://{kafka.Name}:29092,PLAINTEXT_HOST://localhost:{primary.Property(EndpointProperty.Port)},PLAINTEXT_INTERNAL://{kafka.Name}:{inner.Property(EndpointProperty.TargetPort)}"
            )
            : ReferenceExpression.Create(
                $"PLAINTEXT://{primary.Property(EndpointProperty.Host)}:29092,PLAINTEXT_HOST://{primary.Property(EndpointProperty.HostAndPort)},PLAINTEXT_INTERNAL://{inner.Property(EndpointProperty.HostAndPort)}"
            );
    }
}
