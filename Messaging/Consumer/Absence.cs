using Social.Messaging.Health;

namespace Social.Messaging.Consumer;

/// <summary>
/// How long a client has been without its group though the broker takes connections. librdkafka 2.15.1 has been seen to wait for ever
/// after an outage that ended as it gave up its partitions; only a new client joins again. One that joined and was given nothing, since
/// there are more members than partitions, is not absent.
/// </summary>
sealed class Absence(string servers, TimeSpan patience, TimeProvider clock)
{
    static readonly TimeSpan Often = TimeSpan.FromSeconds(1);

    long since = clock.GetTimestamp();
    long looked = clock.GetTimestamp();
    bool absent = true;

    public void Joined() => absent = false;

    public void Left() => (absent, since) = (true, clock.GetTimestamp());

    /// <summary>Whether it is for longer than joining can take. While the broker is away no time counts.</summary>
    public bool IsTooLong(CancellationToken stop)
    {
        if (!absent || clock.GetElapsedTime(looked) < Often)
        {
            return false;
        }
        // On the consumer's own thread, which has nothing else to do.
        if (!Broker.ReachableAsync(servers, stop).GetAwaiter().GetResult())
        {
            since = clock.GetTimestamp();
        }
        looked = clock.GetTimestamp();
        return clock.GetElapsedTime(since) > patience;
    }
}
