using Social.AppHost.Infrastructure.Fetching;
using Social.AppHost.Running;

namespace Social.AppHost.Infrastructure;

/// <summary>The engines as processes of this machine.</summary>
public static class LocalEngines
{
    /// <summary>The version of the Kafka that runs as a process: clients cannot ask it.</summary>
    public const string KafkaVersion = KafkaProcess.Version;

    /// <summary>
    /// Turns every PostgreSQL, Redis, Kafka and MinIO resource declared so far into a process (the object store into a folder), unless the
    /// application is published or containers are asked for (<c>--Engines=containers</c>). What they need is fetched before anything starts.
    /// </summary>
    public static IDistributedApplicationBuilder RunEnginesAsProcesses(this IDistributedApplicationBuilder builder)
    {
        var options = AppHostOptions.Read(builder.Configuration);
        if (!builder.ExecutionContext.IsRunMode || options.InContainers)
            return builder;
        var files = EngineFiles.Expected;
        var ports = new RememberedPorts(options.PortsFile);
        string Folder(IResource engine) => Path.Combine(options.Data, engine.Name);

        builder.OnBeforeStart((_, _) => EngineFiles.FetchAsync());
        foreach (var postgres in All<PostgresServerResource>())
            postgres.RunAsProcess(PostgresProcess.For(postgres.Resource, files, Folder(postgres.Resource)), Port(postgres.Resource));
        foreach (var redis in All<RedisResource>())
            redis.RunAsProcess(GarnetProcess.For(redis.Resource, files, Folder(redis.Resource)), Port(redis.Resource));
        foreach (var kafka in All<KafkaServerResource>())
        {
            var zookeeper = builder.AddZooKeeper("zookeeper", files, Path.Combine(options.Data, "zookeeper"), ports.Allocate("zookeeper"));
            var zookeeperPort = zookeeper.Resource.Port;
            kafka.WaitFor(zookeeper).RunAsProcess(KafkaProcess.For(files, Folder(kafka.Resource), zookeeperPort), Port(kafka.Resource));
            foreach (var client in All<ProjectResource>().Where(project => Refers(project.Resource, kafka.Resource)))
                client.WithEnvironment("Kafka__BrokerVersionFallback", KafkaVersion);
        }
        foreach (var store in All<MinioResource>())
            store.RunAsFolder(Folder(store.Resource));
        return builder;

        int Port(IResource engine) => ports.Allocate(engine.Name);

        List<IResourceBuilder<T>> All<T>()
            where T : IResource => [.. builder.Resources.OfType<T>().ToList().Select(builder.CreateResourceBuilder)];
    }

    static bool Refers(ProjectResource from, IResource to) =>
        from.Annotations.OfType<ResourceRelationshipAnnotation>().Any(relation => relation.Resource == to);
}
