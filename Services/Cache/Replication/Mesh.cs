using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Social.Caches.Store;
using Social.Contracts;
using Social.ServiceDefaults.Discovery;

namespace Social.Caches.Replication;

/// <summary>A connection to every known peer.</summary>
sealed class Mesh(
    Peers peers,
    AntiEntropy antiEntropy,
    Replica replica,
    IOptions<CacheOptions> options,
    TimeProvider clock,
    CacheTelemetry telemetry,
    ILogger<PeerConnection> log
) : BackgroundService
{
    readonly ConcurrentDictionary<Peer, (PeerConnection Connection, CancellationTokenSource End, Task Running)> connections = new();

    /// <summary>Asks the peers that may hold what this replica does not, and does not wait long. False when there was nobody to ask.</summary>
    public async Task<bool> AskAsync(IReadOnlyCollection<string> keys, CancellationToken stop)
    {
        var full = replica.Store.IsFull;
        var asked = connections.Values.Select(l => l.Connection).Where(l => l.IsConnected && (full || !l.IsInSync)).ToList();
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
            foreach (var gone in connections.Keys.Except(current).ToList())
                if (connections.TryRemove(gone, out var connection))
                    await connection.End.CancelAsync();
            foreach (var peer in current.Except(connections.Keys).ToList())
                connections[peer] = Begin(peer, stoppingToken);
        }
    }

    (PeerConnection, CancellationTokenSource, Task) Begin(Peer peer, CancellationToken stop)
    {
        var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var connection = new PeerConnection(new(peers.CallsTo(peer)), antiEntropy, replica, options.Value, clock, telemetry, log);
        return (connection, end, connection.RunAsync(end.Token));
    }

    async Task AskAsync(CachePeers.CachePeersClient peer, CacheKeys keys, CancellationToken stop)
    {
        try
        {
            var deadline = clock.GetUtcNow().UtcDateTime + options.Value.LookupTimeout;
            foreach (var state in (await peer.FindAsync(keys, deadline: deadline, cancellationToken: stop)).States)
                telemetry.Received("asked", replica.Merge(state.Key, replica.Store.ToKnown(state)));
        }
        catch (RpcException) when (!stop.IsCancellationRequested)
        {
            // Then it is as if it knew nothing, which costs the reader a question to the owner.
        }
    }
}
