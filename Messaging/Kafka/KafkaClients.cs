using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Social.Messaging.Kafka;

/// <summary>Builds every client of the broker, so that its settings stand in one place.</summary>
sealed partial class KafkaClients(IOptions<EventOptions> options, ILogger<KafkaClients> log)
{
    const long Silence = 30_000;
    readonly EventOptions options = options.Value;
    long complained = -Silence;
    long lostAt = long.MinValue;

    /// <summary>When a client last found that no broker is left, in milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long LostAt => Interlocked.Read(ref lostAt);

    public BrokerReconnector BrokerReconnector() => new(this, options.Kafka);

    public bool IsOld => !string.IsNullOrEmpty(options.BrokerVersionFallback);

    /// <summary>
    /// Keeps the order it was given whatever happens: one request on its way, repeated until the broker has it. Dropping after a
    /// timeout would let a later event of the same key overtake.
    /// </summary>
    public IProducer<byte[], byte[]> Producer()
    {
        var config = new ProducerConfig(Common())
        {
            Acks = Acks.All,
            MaxInFlight = 1,
            EnableIdempotence = !IsOld,
            MessageTimeoutMs = 0,
            LingerMs = 1,
            DeliveryReportFields = "none",
        };
        return new ProducerBuilder<byte[], byte[]>(config)
            .SetLogHandler((_, m) => OnMessage(m))
            .SetErrorHandler((_, e) => OnMessage(e))
            .Build();
    }

    /// <summary>
    /// Offsets are stored by hand once their events are applied and on disk; the client commits what is stored every half second,
    /// when a partition is taken away and when it closes, and refuses to store those of a partition that is no longer its own.
    /// </summary>
    public ConsumerBuilder<byte[]?, byte[]?> Consumer()
    {
        var config = new ConsumerConfig(Common())
        {
            GroupId = options.Group,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoOffsetStore = false,
            EnableAutoCommit = true,
            AutoCommitIntervalMs = 500,
            PartitionAssignmentStrategy = PartitionAssignmentStrategy.Range,
            SessionTimeoutMs = (int)options.Session.TotalMilliseconds,
            HeartbeatIntervalMs = (int)options.Session.TotalMilliseconds / 4,
            QueuedMaxMessagesKbytes = 16 * 1024,
            FetchWaitMaxMs = 100,
        };
        return new ConsumerBuilder<byte[]?, byte[]?>(config).SetLogHandler((_, m) => OnMessage(m)).SetErrorHandler((_, e) => OnMessage(e));
    }

    public IAdminClient Admin() =>
        new AdminClientBuilder(new AdminClientConfig(Common()))
            .SetLogHandler((_, m) => OnMessage(m))
            .SetErrorHandler((_, e) => OnMessage(e))
            .Build();

    ClientConfig Common()
    {
        var config = new ClientConfig
        {
            BootstrapServers = options.Kafka,
            ReconnectBackoffMs = 100,
            ReconnectBackoffMaxMs = 1_000,
            AllowAutoCreateTopics = IsOld,
            SocketNagleDisable = true,
            // Its own way out comes five minutes later, and only if it still has somebody to ask: see BrokerReconnector.
            MetadataRecoveryStrategy = MetadataRecoveryStrategy.None,
        };
        if (IsOld)
        {
            config.ApiVersionRequest = false;
            config.BrokerVersionFallback = options.BrokerVersionFallback;
        }
        return config;
    }

    void OnMessage(LogMessage message)
    {
        // CONFWARN are remarks on settings that old brokers need, twice per client.
        if (message.Facility != "CONFWARN")
        {
            ClientLogged(log, message.Facility, message.Message);
        }
    }

    void OnMessage(Error error)
    {
        if (error.Code == ErrorCode.Local_AllBrokersDown)
        {
            var last = Interlocked.Read(ref complained);
            var now = Environment.TickCount64;
            Interlocked.Exchange(ref lostAt, now);
            // Every client says so at every attempt to reconnect; once in a while is enough.
            if (now - last < Silence || Interlocked.CompareExchange(ref complained, now, last) != last)
            {
                return;
            }
            Unreachable(log, options.Kafka);
        }
        else if (error.IsFatal)
        {
            Fatal(log, error.Reason);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Kafka client {Facility}: {Text}")]
    static partial void ClientLogged(ILogger log, string facility, string text);

    [LoggerMessage(LogLevel.Warning, "Kafka at {Servers} is unreachable; events wait")]
    static partial void Unreachable(ILogger log, string servers);

    [LoggerMessage(LogLevel.Error, "Kafka client failed fatally: {Reason}")]
    static partial void Fatal(ILogger log, string reason);
}
