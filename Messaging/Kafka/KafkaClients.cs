using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults.Diagnostics;

namespace Social.Messaging.Kafka;

/// <summary>Builds every client of the broker, so that its settings stand in one place.</summary>
sealed partial class KafkaClients(IOptions<EventOptions> options, ILogger<KafkaClients> log)
{
    readonly EventOptions options = options.Value;
    readonly Outage outage = new();
    long lostAt = long.MinValue;

    /// <summary>When a client last found that no broker is left, in milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long LostAt => Interlocked.Read(ref lostAt);

    /// <summary>A broker has confirmed or delivered something: the next outage is a new one.</summary>
    public void OnAnswer()
    {
        if (outage.End())
            Reachable(log, options.Kafka);
    }

    public BrokerReconnector BrokerReconnector() => new(this, options.Kafka);

    public bool IsOld => !string.IsNullOrEmpty(options.BrokerVersionFallback);

    public IProducer<byte[], byte[]> Producer() =>
        new ProducerBuilder<byte[], byte[]>(ProducerConfig())
            .SetLogHandler((_, m) => OnMessage(m))
            .SetErrorHandler((_, e) => OnMessage(e))
            .Build();

    /// <summary>
    /// Keeps the order it is given across every failure of the broker: one request in flight, repeated until it is confirmed. Dropping one
    /// after a timeout would let a later event of the same key overtake. A broker that knows idempotence (0.11 and later) also refuses a
    /// repeated request that it has already written, and a request that is refused for good stops the producer instead of leaving a gap.
    /// </summary>
    public ProducerConfig ProducerConfig() =>
        new(Common())
        {
            Acks = Acks.All,
            MaxInFlight = 1,
            EnableIdempotence = !IsOld,
            EnableGaplessGuarantee = !IsOld,
            MessageSendMaxRetries = int.MaxValue,
            MessageTimeoutMs = 0,
            LingerMs = 1,
            DeliveryReportFields = "none",
        };

    /// <summary>
    /// Offsets are stored by hand once their events are applied and on disk; the client commits what is stored every half second,
    /// when a partition is revoked and when it closes, and refuses to store those of a partition that is no longer its own.
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
            FetchWaitMaxMs = 500,
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
            // The client's own recovery comes five minutes later, and only if it still knows a broker to ask: see BrokerReconnector.
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
        // The client logs a reset with this facility and level only when the broker refused the offset, not for a group's first start.
        if (
            message is { Facility: "OFFSET", Level: <= SyslogLevel.Warning }
            && message.Message.Contains("offset reset", StringComparison.Ordinal)
        )
        {
            EventTelemetry.OffsetResets.Add(1, EventTelemetry.Group(options.Group));
            OffsetReset(log, options.Group, message.Message);
        }
        // CONFWARN are remarks on settings that old brokers need, twice per client.
        else if (message.Facility != "CONFWARN")
            ClientLogged(log, message.Facility, message.Message);
    }

    void OnMessage(Error error)
    {
        if (error.Code == ErrorCode.Local_AllBrokersDown)
        {
            Interlocked.Exchange(ref lostAt, Environment.TickCount64);
            // Every client reports it at every attempt to reconnect.
            if (outage.Begin())
                Unreachable(log, options.Kafka);
        }
        else if (error.IsFatal)
            Fatal(log, error.Reason);
    }

    [LoggerMessage(LogLevel.Debug, "Kafka client {Facility}: {Text}")]
    static partial void ClientLogged(ILogger log, string facility, string text);

    [LoggerMessage(
        LogLevel.Error,
        "Consumer group {Group} continues at another offset, since the broker no longer has the stored one ({Text}). Events in between may be "
            + "lost: run republish with the services that publish to the topic (docs/republishing.md)"
    )]
    static partial void OffsetReset(ILogger log, string group, string text);

    [LoggerMessage(LogLevel.Information, "Kafka at {Servers} is reachable again")]
    static partial void Reachable(ILogger log, string servers);

    [LoggerMessage(LogLevel.Warning, "Kafka at {Servers} is unreachable; events wait")]
    static partial void Unreachable(ILogger log, string servers);

    [LoggerMessage(LogLevel.Error, "Kafka client failed fatally: {Reason}")]
    static partial void Fatal(ILogger log, string reason);
}
