using Grpc.Core;
using Social.Caches.Replication;
using Social.Caches.Store;
using Social.Contracts;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Caches.Api;

[InternalOnly]
sealed class PeersApi(Replica replica, Subscribers subscribers, IHostApplicationLifetime life) : CachePeers.CachePeersBase
{
    // In one message: few enough to be small, many enough to share its cost.
    const int MaxStates = 400;
    const int MaxBytes = 256 << 10;
    const int MaxFound = 2 << 20;

    static readonly TimeSpan Pulse = TimeSpan.FromSeconds(1);

    public override async Task Watch(WatchRequest request, IServerStreamWriter<PeerNews> responseStream, ServerCallContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, life.ApplicationStopping);
        var outbox = subscribers.Add();
        try
        {
            await responseStream.WriteAsync(News(), end.Token);
            while (true)
            {
                var changed = await outbox.TakeAsync(MaxStates, Pulse, end.Token);
                foreach (var news in Batches(replica.Store.Know(changed)).DefaultIfEmpty(News()))
                    await responseStream.WriteAsync(news, end.Token);
            }
        }
        catch (OperationCanceledException) when (life.ApplicationStopping.IsCancellationRequested)
        {
            // The stream ends in order: whoever followed turns to others.
        }
        finally
        {
            subscribers.Remove(outbox);
        }
    }

    public override Task<PeerDigest> GetDigest(DigestRequest request, ServerCallContext context)
    {
        var (prints, floors) = replica.Store.Digest();
        return Task.FromResult(
            new PeerDigest
            {
                Replica = replica.Id,
                Stamp = replica.Stamp(),
                Prints = { prints },
                Floors = { floors },
            }
        );
    }

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> (buckets).</exception>
    public override async Task Pull(PullRequest request, IServerStreamWriter<PeerNews> responseStream, ServerCallContext context)
    {
        foreach (var held in request.Buckets)
        {
            if (held.Bucket is < 0 or >= Bucket.Count)
                throw new FaultException(Fault.Invalid, "buckets", $"There are {Bucket.Count}.");
            var theirs = new Dictionary<ulong, EntryState>();
            foreach (var key in held.Keys)
                theirs[key.KeyHash] = key.ToKnown();
            foreach (var news in Batches(replica.Store.Lacking(held.Bucket, theirs, request.NoNewKeys)))
                await responseStream.WriteAsync(news, context.CancellationToken);
        }
    }

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/> (keys).</exception>
    public override Task<PeerNews> Find(CacheKeys request, ServerCallContext context)
    {
        Shape.Check(request.Keys, "keys");
        return Task.FromResult(Batches(replica.Store.Know(request.Keys), MaxFound).FirstOrDefault() ?? News());
    }

    PeerNews News() => new() { Replica = replica.Id, Stamp = replica.Stamp() };

    IEnumerable<PeerNews> Batches(IEnumerable<(string Key, EntryState EntryState)> all, int maxBytes = MaxBytes)
    {
        var (news, bytes) = (News(), 0);
        foreach (var (key, known) in all)
        {
            news.States.Add(replica.Store.ToState(key, known));
            bytes += known.CachedValue?.Bytes.Length ?? 0;
            if (news.States.Count < MaxStates && bytes < maxBytes)
                continue;
            yield return news;
            (news, bytes) = (News(), 0);
        }
        if (news.States.Count > 0)
            yield return news;
    }
}
