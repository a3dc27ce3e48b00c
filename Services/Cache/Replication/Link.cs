using Social.Caches.Store;
using Social.Contracts;

namespace Social.Caches.Replication;

/// <summary>Follows one peer for as long as it is one, and compares with it; begins again whenever that breaks.</summary>
sealed partial class Link(
    CachePeers.CachePeersClient peer,
    Comparison comparison,
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

    volatile bool connected;
    volatile bool inStep;
    bool complained;

    /// <summary>Whether the peer spoke lately.</summary>
    public bool IsConnected => connected;

    /// <summary>Whether what the peer holds is held here, too, but for what is under way.</summary>
    public bool IsInStep => inStep;

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
                // Silence ends as a cancellation. Whatever it was, the link begins anew.
                if (!complained)
                    Lost(e.Message);
                complained = true;
            }
            connected = inStep = false;
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
                Take(news.ResponseStream.Current);
                connected = true;
            } while (await news.ResponseStream.MoveNext(end.Token));
        }
        finally
        {
            await end.CancelAsync();
            await comparing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    void Take(PeerNews news)
    {
        if (!replica.Witness(news.Stamp))
            throw new InvalidOperationException($"its clock is ahead by more than {options.Skew}");
        foreach (var state in news.States)
            telemetry.Received("stream", replica.Take(state.Key, replica.Store.ToKnown(state)));
    }

    async Task CompareAsync(ulong who, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                if (await comparison.RunAsync(peer, stop) is var answered && answered == who)
                {
                    replica.Meet(who);
                    if (!inStep)
                        InStep(who);
                    (inStep, complained) = (true, false);
                }
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                NotCompared(e.Message);
            }
            // Full ones hold different things for good, and would tell each other so all the time.
            await Task.Delay(replica.Store.IsFull ? options.Compare * 6 : options.Compare, clock, stop);
        }
    }

    [LoggerMessage(LogLevel.Information, "In step with replica {Who:x}")]
    partial void InStep(ulong who);

    [LoggerMessage(LogLevel.Warning, "A peer was lost or cannot be reached; comparing will find what is missed meanwhile: {Reason}")]
    partial void Lost(string reason);

    [LoggerMessage(LogLevel.Debug, "Nothing compared: {Reason}")]
    partial void NotCompared(string reason);
}
