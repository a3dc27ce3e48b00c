using Social.Caches.Store;
using Social.Contracts;
using Social.ServiceDefaults.Diagnostics;

namespace Social.Caches.Replication;

/// <summary>Connection to one peer: subscribes to its changes and runs anti-entropy with it; reconnects after failures.</summary>
sealed partial class PeerConnection(
    CachePeers.CachePeersClient peer,
    AntiEntropy antiEntropy,
    Replica replica,
    CacheOptions options,
    TimeProvider clock,
    CacheTelemetry telemetry,
    ILogger log
)
{
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // A peer says something every second.
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(4);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    readonly Outage outage = new();
    volatile bool connected;
    volatile bool inSync;

    /// <summary>Whether the peer has sent something recently.</summary>
    public bool IsConnected => connected;

    /// <summary>Whether this replica holds all the peer holds, except for changes in flight.</summary>
    public bool IsInSync => inSync;

    public CachePeers.CachePeersClient Peer => peer;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stop);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                // Silence ends as a cancellation. Whatever it was, the connection is reopened.
                if (outage.Begin())
                    Disconnected(e.Message);
            }
            connected = inSync = false;
            await Task.Delay(Pause, clock, stop);
        }
    }

    async Task FollowAsync(CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        end.CancelAfter(Silence);
        using var news = peer.Watch(new(), deadline: clock.GetUtcNow().UtcDateTime + Lifetime, cancellationToken: end.Token);
        if (!await news.ResponseStream.MoveNext(end.Token))
            return;
        var who = news.ResponseStream.Current.Replica;
        if (who == replica.Id)
        {
            // An address that leads back here, perhaps to another one next time.
            await Task.Delay(Lifetime, clock, stop);
            return;
        }
        // From here on nothing escapes that happens there, so what is there already can be asked for.
        var comparing = CompareAsync(who, end.Token);
        try
        {
            do
            {
                end.CancelAfter(Silence);
                Merge(news.ResponseStream.Current);
                connected = true;
            } while (await news.ResponseStream.MoveNext(end.Token));
        }
        finally
        {
            await end.CancelAsync();
            await comparing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    void Merge(PeerNews news)
    {
        if (!replica.Observe(news.Stamp))
            throw new InvalidOperationException($"its clock is ahead by more than {options.Skew}");
        foreach (var state in news.States)
            telemetry.Received("stream", replica.Merge(state.Key, replica.Store.ToKnown(state)));
    }

    async Task CompareAsync(ulong who, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                if (await antiEntropy.RunAsync(peer, stop) is var answered && answered == who)
                {
                    replica.Trust(who);
                    if (!inSync)
                        Synchronized(who);
                    inSync = true;
                    outage.End();
                }
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                AntiEntropyFailed(e.Message);
            }
            // Full ones hold different things for good, and would tell each other so all the time.
            await Task.Delay(replica.Store.IsFull ? options.Compare * 6 : options.Compare, clock, stop);
        }
    }

    [LoggerMessage(LogLevel.Information, "Synchronized with replica {Replica:x}")]
    partial void Synchronized(ulong replica);

    [LoggerMessage(LogLevel.Warning, "Peer disconnected; anti-entropy will recover missed changes: {Reason}")]
    partial void Disconnected(string reason);

    [LoggerMessage(LogLevel.Debug, "Anti-entropy failed: {Reason}")]
    partial void AntiEntropyFailed(string reason);
}
