using Confluent.Kafka;

namespace Social.Messaging.Kafka;

/// <summary>
/// Gives a client the broker addresses again after it has lost all brokers. A broker that has just started may list topics and no broker,
/// not even itself; librdkafka 2.15.1 then drops all brokers that it knew, the configured ones too, and has none left to ask.
/// </summary>
sealed class BrokerReconnector(KafkaClients kafka, string servers)
{
    // In milliseconds after the brokers take connections again: longer than one takes to know the others.
    const long RecoveryTime = 60_000;
    const long Interval = 1_000;

    long checkedAt = Environment.TickCount64;
    long settledAt = long.MinValue;
    long? reachableSince;

    /// <summary>As <see cref="ReconnectIfLostAsync"/>, on a thread that serves this client alone.</summary>
    public void ReconnectIfLost(IClient client, CancellationToken stop) => ReconnectIfLostAsync(client, stop).GetAwaiter().GetResult();

    /// <summary>To be called often, by the owner of the client: it must not be disposed meanwhile.</summary>
    public async Task ReconnectIfLostAsync(IClient client, CancellationToken stop)
    {
        var (lost, now) = (kafka.LostAt, Environment.TickCount64);
        if (lost <= settledAt || now - checkedAt < Interval)
            return;
        checkedAt = now;
        // While they are unreachable there is nothing to add, and the client keeps the addresses it was given.
        if (!await Broker.ReachableAsync(servers, stop))
        {
            reachableSince = null;
            return;
        }
        reachableSince ??= now;
        client.AddBrokers(servers);
        if (now - reachableSince > RecoveryTime)
        {
            settledAt = now;
            kafka.OnAnswer();
        }
    }
}
