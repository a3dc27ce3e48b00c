using Grpc.Core;
using Social.Caches.Store;
using Social.Contracts;

namespace Social.Caches.Replication;

/// <summary>Anti-entropy: compares digests with another replica and merges the states that this one lacks.</summary>
sealed class AntiEntropy(Replica replica, CacheTelemetry telemetry) : IDisposable
{
    // A request stays well under what a server takes.
    const int MaxKeys = 8_000;

    // One peer at a time: what two of them have that this one lacks is sent once.
    readonly SemaphoreSlim turn = new(1);

    /// <summary>
    /// Afterwards this one knows all that the other knew when it was asked. Its id; 0 when the answers came from several, as through a proxy,
    /// or cannot be understood.
    /// </summary>
    /// <exception cref="RpcException">It went away.</exception>
    public async Task<ulong> RunAsync(CachePeers.CachePeersClient peer, CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            return await CompareAsync(peer, stop);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    async Task<ulong> CompareAsync(CachePeers.CachePeersClient peer, CancellationToken stop)
    {
        var digest = await peer.GetDigestAsync(new(), cancellationToken: stop);
        if (digest.Prints.Count != Bucket.Count || digest.Floors.Count != Bucket.Count || !replica.Observe(digest.Stamp))
            return 0;
        var differing = replica.Compare(digest.Prints, digest.Floors);
        // With no room for more, the rest of the difference is what others hold and we let go.
        var full = replica.Store.IsFull;
        var others = 0;
        foreach (var request in Requests(differing, full))
        {
            using var answers = peer.Pull(request, cancellationToken: stop);
            await foreach (var news in answers.ResponseStream.ReadAllAsync(stop))
            {
                others += news.Replica == digest.Replica ? 0 : 1;
                foreach (var state in news.States)
                    telemetry.Received("digest", replica.Merge(state.Key, replica.Store.ToKnown(state)));
            }
        }
        return others == 0 ? digest.Replica : 0;
    }

    IEnumerable<PullRequest> Requests(List<int> buckets, bool full)
    {
        var (request, keys) = (new PullRequest { NoNewKeys = full }, 0);
        foreach (var bucket in buckets)
        {
            var held = new HeldBucket { Bucket = bucket };
            held.Keys.AddRange(replica.Store.Held(bucket).Select(h => Wire.ToHeld(h.KeyHash, h.EntryState)));
            request.Buckets.Add(held);
            if ((keys += held.Keys.Count) < MaxKeys)
                continue;
            yield return request;
            (request, keys) = (new() { NoNewKeys = full }, 0);
        }
        if (request.Buckets.Count > 0)
            yield return request;
    }
}
