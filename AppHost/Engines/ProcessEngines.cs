using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Social.AppHost.Engines.Fetching;
using Social.AppHost.Engines.Health;
using Social.AppHost.Engines.Processes;
using Social.AppHost.Running;

namespace Social.AppHost.Engines;

static class ProcessEngines
{
    public static async Task<EngineSet> AddProcessesAsync(this IDistributedApplicationBuilder builder, Settings settings)
    {
        await DataFolder.OpenAsync(builder.Services, settings.Data);
        var files = await EngineFiles.FetchAsync();
        var ports = new PortBook(settings.PortsFile);
        var secrets = new Secrets(settings.SecretsFile);
        string Folder(string name) => Directory.CreateDirectory(Path.Combine(settings.Data, name)).FullName;

        var password = builder.AddParameter("postgres-password", secrets.Of("postgres"), secret: true);
        var cluster = await PostgresCluster.PrepareAsync(files.Postgres, Folder("postgres"), secrets.Of("postgres"));
        var postgresPort = ports.Take("postgres");
        var postgres = builder
            .AddEngine(
                "postgres",
                cluster.Program,
                Folder("postgres"),
                postgresPort,
                (host, port) => ReferenceExpression.Create($"Host={host};Port={port};Username=postgres;Password={password.Resource}")
            )
            .WithArgs(cluster.Args(postgresPort).ToArray())
            .WithReadiness(stop => Probes.PostgresAsync(postgresPort, stop));

        var redisPassword = builder.AddParameter("redis-password", secrets.Of("redis"), secret: true);
        var redisPort = ports.Take("redis");
        var redis = builder
            .AddEngine(
                "redis",
                "dotnet",
                Folder("redis"),
                redisPort,
                (host, port) => ReferenceExpression.Create($"{host}:{port},password={redisPassword.Resource}")
            )
            .WithArgs(context => GarnetServer.Arguments(files.Garnet, redisPort, redisPassword.Resource).ForEach(context.Args.Add))
            .WithEnvironment("DOTNET_gcServer", "0")
            .WithReadiness(stop => Probes.RedisAsync(redisPort, secrets.Of("redis"), stop));

        var zookeeperPort = ports.Take("zookeeper");
        var zookeeper = builder
            .AddEngine("zookeeper", files.Java, Folder("zookeeper"), zookeeperPort, HostAndPort)
            .WithArgs(KafkaBroker.ZooKeeper(files.Kafka, Folder("zookeeper"), zookeeperPort).ToArray())
            .WithReadiness(stop => Probes.ZooKeeperAsync(zookeeperPort, stop));

        var kafkaPort = ports.Take("kafka");
        var kafka = builder
            .AddEngine("kafka", files.Java, Folder("kafka"), kafkaPort, HostAndPort)
            .WithArgs(KafkaBroker.Broker(files.Kafka, Folder("kafka"), kafkaPort, zookeeperPort).ToArray())
            .WithReadiness(stop => Probes.KafkaAsync(kafkaPort, stop))
            .WaitFor(zookeeper);
        // A broker that was killed is still registered until its session runs out, and a second one of the same id would give up.
        builder.Eventing.Subscribe<BeforeResourceStartedEvent>(
            kafka.Resource,
            (_, stop) => Probes.BrokerForgottenAsync(zookeeperPort, stop)
        );

        var media = builder.AddConnectionString("media", ReferenceExpression.Create($"Directory={Folder("media")}"));
        return new(
            postgres,
            name => builder.AddConnectionString(name, ReferenceExpression.Create($"{postgres.Resource};Database={name}")),
            redis,
            kafka,
            media,
            KafkaBroker.Version
        );
    }

    static ReferenceExpression HostAndPort(EndpointReferenceExpression host, EndpointReferenceExpression port) =>
        ReferenceExpression.Create($"{host}:{port}");

    static IResourceBuilder<ProcessEngine> AddEngine(
        this IDistributedApplicationBuilder builder,
        string name,
        string command,
        string folder,
        int port,
        Func<EndpointReferenceExpression, EndpointReferenceExpression, ReferenceExpression> connection
    ) =>
        builder
            .AddResource(new ProcessEngine(name, command, folder, connection))
            .WithEndpoint(port: port, name: "tcp", scheme: "tcp", isProxied: false);

    /// <summary>What waits for the engine goes on once <paramref name="probe"/> has found nothing wrong; it returns what is, or null.</summary>
    static IResourceBuilder<ProcessEngine> WithReadiness(
        this IResourceBuilder<ProcessEngine> engine,
        Func<CancellationToken, Task<string?>> probe
    )
    {
        var key = $"{engine.Resource.Name}-ready";
        engine
            .ApplicationBuilder.Services.AddHealthChecks()
            .AddAsyncCheck(
                key,
                async stop => await probe(stop) is { } wrong ? HealthCheckResult.Unhealthy(wrong) : HealthCheckResult.Healthy()
            );
        return engine.WithHealthCheck(key);
    }
}
