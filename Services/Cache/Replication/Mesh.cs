using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Social.Caches.Store;
using Social.Contracts;
using Social.ServiceDefaults;

namespace Social.Caches.Replication;

/// <summary>A link to every peer that is known of.</summary>
sealed class Mesh(
    Peers peers,
    Comparison comparison,
    Replica replica,
    IOptions<CacheOptions> options,
    TimeProvider clock,
    CacheTelemetry telemetry,
    ILogger<Link> log
) : BackgroundService
{
    readonly ConcurrentDictionary<Peer, (Link Link, CancellationTokenSource End, Task Running)> links = new();

    /// <summary>Asks the peers that may hold what this replica does not, and does not wait long. False when there was nobody to ask.</summary>
    public async Task<bool> AskAsync(IReadOnlyCollection<string> keys, CancellationToken stop)
    {
        var full = replica.Store.IsFull;
        var asked = links.Values.Select(l => l.Link).Where(l => l.IsConnected && (full || !l.IsInStep)).ToList();
        if (keys.Count == 0 || asked.Count == 0)
            return false;
        var request = new CacheKeys { Keys = { keys } };
        await Task.WhenAll(asked.Select(l => AskAsync(l.Peer, request, stop)));
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var current in peers.WatchAsync(stoppingToken))
        {
            foreach (var gone in links.Keys.Except(current).ToList())
                if (links.TryRemove(gone, out var link))
                    await link.End.CancelAsync();
            foreach (var peer in current.Except(links.Keys).ToList())
                links[peer] = Begin(peer, stoppingToken);
        }
    }

    (Link, CancellationTokenSource, Task) Begin(Peer peer, CancellationToken stop)
    {
        var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var link = new Link(new(peers.CallsTo(peer)), comparison, replica, options.Value, clock, telemetry, log);
        return (link, end, link.RunAsync(end.Token));
    }

    async Task AskAsync(CachePeers.CachePeersClient peer, CacheKeys keys, CancellationToken stop)
    {
        try
        {
            var deadline = clock.GetUtcNow().UtcDateTime + options.Value.Patience;
            foreach (var state in (await peer.FindAsync(keys, deadline: deadline, cancellationToken: stop)).States)
                telemetry.Received("asked", replica.Take(state.Key, replica.Store.ToKnown(state)));
        }
        catch (RpcException) when (!stop.IsCancellationRequested)
        {
            // Then it is as if it knew nothing, which costs the reader a question to the owner.
        }
    }
}
