using System.Globalization;
using Social.AppHost.Infrastructure.Fetching;

namespace Social.AppHost.Infrastructure;

/// <summary>The coordinator that Kafka needed until version 3.</summary>
sealed class ZooKeeperResource(string name, string command, string folder, int port) : ExecutableResource(name, command, folder)
{
    public int Port => port;
}

/// <summary>Kafka and the ZooKeeper it needs. Old and unmaintained: for loopback only, where a deployment has a current Kafka.</summary>
static class KafkaProcess
{
    public const string Version = "0.9.0.1";

    /// <summary>The number under which the only broker registers with ZooKeeper.</summary>
    public const int BrokerId = 1;

    /// <summary>A broker that was killed is still registered until its session expires, and a second one of the same id would give up.</summary>
    public static LocalProcess For(EngineFiles files, string folder, int zookeeperPort) =>
        new(files.Java, folder, port => Broker(files.Kafka, folder, port, zookeeperPort))
        {
            Prepare = stop => Probes.WaitForBrokerDeregistrationAsync(zookeeperPort, stop),
            Probe = Probes.KafkaAsync,
        };

    /// <summary>The ZooKeeper that this Kafka keeps its cluster in.</summary>
    public static IResourceBuilder<ZooKeeperResource> AddZooKeeper(
        this IDistributedApplicationBuilder builder,
        string name,
        EngineFiles files,
        string folder,
        int port
    )
    {
        var zookeeper = new ZooKeeperResource(name, files.Java, Directory.CreateDirectory(folder).FullName, port);
        return builder
            .AddResource(zookeeper)
            .WithEndpoint(port: port, targetPort: port, name: "tcp", scheme: "tcp", isProxied: false)
            .WithArgs(context =>
            {
                foreach (var argument in ZooKeeper(files.Kafka, folder, port))
                    context.Args.Add(argument);
            })
            .WithProbe(port, Probes.ZooKeeperAsync)
            .OnBeforeResourceStarted((_, _, stop) => LeftoverProcesses.WaitForExitAsync(folder, stop));
    }

    /// <summary>Writes ZooKeeper's settings into its data folder and returns the arguments of "java".</summary>
    static IEnumerable<string> ZooKeeper(string jars, string folder, int port)
    {
        var settings = Write(
            Path.Combine(folder, "zookeeper.properties"),
            $"""
            dataDir={Escape(Path.Combine(folder, "data"))}
            clientPort={port}
            clientPortAddress=127.0.0.1
            maxClientCnxns=0
            tickTime=500
            autopurge.purgeInterval=1
            """
        );
        return ["-Xmx64m", "-XX:TieredStopAtLevel=1", .. Java(jars, folder), "org.apache.zookeeper.server.quorum.QuorumPeerMain", settings];
    }

    /// <summary>
    /// Writes the broker's settings into its data folder and returns the arguments of "java". The session with ZooKeeper may be silent for
    /// 6 s: one that a busy machine lets run out sooner leaves a broker that lives but is no longer registered.
    /// </summary>
    static IEnumerable<string> Broker(string jars, string folder, int port, int zookeeper)
    {
        var settings = Write(
            Path.Combine(folder, "server.properties"),
            $"""
            broker.id={BrokerId}
            listeners=PLAINTEXT://127.0.0.1:{port}
            advertised.host.name=127.0.0.1
            advertised.port={port}
            log.dirs={Escape(Path.Combine(folder, "data"))}
            zookeeper.connect=127.0.0.1:{zookeeper}
            zookeeper.session.timeout.ms=6000
            zookeeper.connection.timeout.ms=30000
            num.partitions=6
            auto.create.topics.enable=true
            delete.topic.enable=true
            default.replication.factor=1
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=4
            offsets.retention.minutes=525600
            log.cleaner.enable=true
            log.cleaner.dedupe.buffer.size=16777216
            controlled.shutdown.enable=true
            group.min.session.timeout.ms=1000
            group.max.session.timeout.ms=1800000
            """
        );
        return ["-Xmx256m", "-XX:TieredStopAtLevel=1", .. Java(jars, folder), "kafka.Kafka", settings];
    }

    static IEnumerable<string> Java(string jars, string folder)
    {
        var log = Write(
            Path.Combine(folder, "log4j.properties"),
            """
            log4j.rootLogger=WARN, stdout
            log4j.appender.stdout=org.apache.log4j.ConsoleAppender
            log4j.appender.stdout.layout=org.apache.log4j.PatternLayout
            log4j.appender.stdout.layout.ConversionPattern=%p %c{1}: %m%n
            """
        );
        return
        [
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true",
            $"-Dlog4j.configuration={new Uri(log).AbsoluteUri}",
            "-cp",
            Path.Combine(jars, "*"),
        ];
    }

    static string Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    // In a properties file a backslash begins an escape, and what is not Latin-1 has to be one.
    static string Escape(string path) =>
        string.Concat(
            path.Replace('\\', '/').Select(c => c < 128 ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"))
        );
}
