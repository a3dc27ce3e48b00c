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

    volatile bool inStep;
    bool complained;

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
            inStep = false;
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
            // An address that leads back here, perhaps to another one next time. There is nothing to be learned meanwhile.
            inStep = true;
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
                if (!Take(news.ResponseStream.Current))
                    return;
            } while (await news.ResponseStream.MoveNext(end.Token));
        }
        finally
        {
            await end.CancelAsync();
            await comparing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    bool Take(PeerNews news)
    {
        if (!replica.Witness(news.Stamp))
        {
            ClockApart(options.Skew);
            return false;
        }
        foreach (var state in news.States)
            telemetry.Received("stream", replica.Take(state.Key, replica.Store.ToKnown(state)));
        return true;
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
            await Task.Delay(options.Compare, clock, stop);
        }
    }

    [LoggerMessage(LogLevel.Information, "In step with replica {Who:x}")]
    partial void InStep(ulong who);

    [LoggerMessage(LogLevel.Warning, "A peer was lost or cannot be reached; comparing will find what is missed meanwhile: {Reason}")]
    partial void Lost(string reason);

    [LoggerMessage(LogLevel.Debug, "Nothing compared: {Reason}")]
    partial void NotCompared(string reason);

    [LoggerMessage(LogLevel.Error, "A peer's clock is ahead by more than {Skew}; it is not listened to")]
    partial void ClockApart(TimeSpan skew);
}
