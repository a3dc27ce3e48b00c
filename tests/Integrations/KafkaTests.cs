using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Social.AppHost.Infrastructure;

namespace Social.Tests.Integrations;

/// <summary>Kafka in the application model, with a real broker.</summary>
public sealed class KafkaTests : IDisposable
{
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("social-kafka-");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_reaches_the_broker_by_the_connection_string()
    {
        var builder = NewBuilder();
        builder.Configuration["DcpPublisher:WaitForResourceCleanup"] = "true";
        builder.Configuration["Data"] = data.FullName;
        var kafka = builder.AddKafka("kafka");
        builder.RunEnginesAsProcesses();
        await using var app = builder.Build();
        await app.StartAsync(Stop);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("kafka", Stop);
        var servers = await kafka.Resource.ConnectionStringExpression.GetValueAsync(Stop);

        var config = new ClientConfig
        {
            BootstrapServers = servers,
            ApiVersionRequest = false,
            BrokerVersionFallback = LocalEngines.KafkaVersion,
        };
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig(config)).SetLogHandler((_, _) => { }).Build();
        await producer.ProduceAsync("greetings", new Message<Null, string> { Value = "hello" }, Stop);
        var reader = new ConsumerConfig(config) { GroupId = "readers", AutoOffsetReset = AutoOffsetReset.Earliest };
        using var consumer = new ConsumerBuilder<Ignore, string>(reader).SetLogHandler((_, _) => { }).Build();
        consumer.Subscribe("greetings");

        Assert.Equal("hello", consumer.Consume(TimeSpan.FromSeconds(30))?.Message.Value);
        consumer.Close();
        await app.StopAsync(Stop);
    }

    [Fact]
    public async Task The_container_advertises_each_listener_where_its_clients_find_it()
    {
        var builder = NewBuilder("--publisher", "manifest");
        var kafka = builder.AddKafka("kafka").WithDataVolume();

        var context = new EnvironmentCallbackContext(builder.ExecutionContext, kafka.Resource);
        foreach (var callback in kafka.Resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await callback.Callback(context);
        var environment = context.EnvironmentVariables;

        Assert.Equal("confluentinc/confluent-local", Assert.Single(kafka.Resource.Annotations.OfType<ContainerImageAnnotation>()).Image);
        Assert.Equal(
            "PLAINTEXT://{kafka.bindings.tcp.host}:29092,PLAINTEXT_HOST://{kafka.bindings.tcp.host}:{kafka.bindings.tcp.port},"
                + "PLAINTEXT_INTERNAL://{kafka.bindings.internal.host}:{kafka.bindings.internal.port}",
            Assert.IsType<ReferenceExpression>(environment["KAFKA_ADVERTISED_LISTENERS"]).ValueExpression
        );
        Assert.Equal("/var/lib/kafka/data", environment["KAFKA_LOG_DIRS"]);
        Assert.Equal("/var/lib/kafka/data", Assert.Single(kafka.Resource.Annotations.OfType<ContainerMountAnnotation>()).Target);
    }

    [Fact]
    public async Task A_broker_without_an_address_is_unhealthy()
    {
        var builder = NewBuilder();
        builder.AddKafka("kafka");
        await using var app = builder.Build();

        var report = await app
            .Services.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(check => check.Name == "kafka_check", Stop);

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
    }

    static IDistributedApplicationBuilder NewBuilder(params string[] args) =>
        DistributedApplication.CreateBuilder(
            new DistributedApplicationOptions
            {
                Args = args,
                AssemblyName = typeof(LocalEngines).Assembly.GetName().Name,
                DisableDashboard = true,
                AllowUnsecuredTransport = true,
            }
        );

    public void Dispose() => data.Delete(recursive: true);
}
