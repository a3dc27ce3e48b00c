using Confluent.Kafka;

namespace Social.Messaging.Kafka;

/// <summary>
/// Gives a client the broker addresses again after it has lost all brokers. A broker that has only just come back may name
/// topics and no broker, not even itself; librdkafka 2.15.1 takes that for the truth, forgets all it knew and those it was given, and is
/// left without anyone to ask.
/// </summary>
sealed class BrokerReconnector(KafkaClients kafka, string servers)
{
    /// <summary>How long after the brokers take connections again, in milliseconds: longer than one takes to find its feet.</summary>
    const long Enough = 60_000;
    const long Often = 1_000;

    long looked = Environment.TickCount64;
    long settled = long.MinValue;
    long? back;

    /// <summary>As <see cref="ReconnectIfLostAsync"/>, for a thread that is the client's own.</summary>
    public void ReconnectIfLost(IClient client, CancellationToken stop) => ReconnectIfLostAsync(client, stop).GetAwaiter().GetResult();

    /// <summary>To be called often, by whom the client belongs to: it must not be disposed meanwhile.</summary>
    public async Task ReconnectIfLostAsync(IClient client, CancellationToken stop)
    {
        var (lost, now) = (kafka.LostAt, Environment.TickCount64);
        if (lost <= settled || now - looked < Often)
        {
            return;
        }
        looked = now;
        // While they are unreachable there is nothing to add, and the client keeps the addresses it was given.
        if (!await Broker.ReachableAsync(servers, stop))
        {
            back = null;
            return;
        }
        back ??= now;
        client.AddBrokers(servers);
        if (now - back > Enough)
        {
            settled = now;
        }
    }
}
