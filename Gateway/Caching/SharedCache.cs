using Grpc.Core;
using Microsoft.Extensions.Options;
using Social.Contracts;
using Social.ServiceDefaults;

namespace Social.Gateway.Caching;

/// <summary>
/// The replicas of the Cache service. One can do without them: they answer soon or they are not there, and nothing of theirs ever fails
/// a request.
/// </summary>
sealed partial class SharedCache(
    CacheService.CacheServiceClient replicas,
    IOptions<CacheOptions> options,
    TimeProvider clock,
    ILogger<SharedCache> log
)
{
    // Nobody waits for these.
    static readonly TimeSpan PutDeadline = TimeSpan.FromSeconds(2);

    readonly CircuitBreaker breaker = new(clock);

    /// <summary>False while it is known to be away.</summary>
    public bool IsThere => breaker.AllowsCall;

    /// <summary>
    /// What is kept under these keys, with the lease that belongs to putting what is missing once its owner was asked after this; of a
    /// cache that is away, nothing, and no lease.
    /// </summary>
    public async Task<CacheEntries> GetAsync(IReadOnlyCollection<string> keys, CancellationToken stop)
    {
        if (keys.Count <= SharedLimits.CacheKeysPerCall)
            return await GetSomeAsync(keys, stop);
        var found = await Task.WhenAll(keys.Chunk(SharedLimits.CacheKeysPerCall).Select(some => GetSomeAsync(some, stop)));
        // Any of the leases does: all were taken before any owner is asked.
        return new() { Entries = { found.SelectMany(f => f.Entries) }, Lease = found[0].Lease };
    }

    /// <summary>How many of them it keeps from now on.</summary>
    public async Task<int> PutAsync(CacheEntries entries, CancellationToken stop)
    {
        var deadline = clock.GetUtcNow().UtcDateTime + PutDeadline;
        return await TryAsync(() => replicas.PutAsync(entries, deadline: deadline, cancellationToken: stop), stop) is { Kept: var kept }
            ? kept
            : 0;
    }

    async Task<CacheEntries> GetSomeAsync(IReadOnlyCollection<string> keys, CancellationToken stop)
    {
        var deadline = clock.GetUtcNow().UtcDateTime + options.Value.CacheTimeout;
        return await TryAsync(() => replicas.GetAsync(new() { Keys = { keys } }, deadline: deadline, cancellationToken: stop), stop)
            ?? new();
    }

    async Task<T?> TryAsync<T>(Func<AsyncUnaryCall<T>> call, CancellationToken stop)
        where T : class
    {
        if (!breaker.TryBegin())
            return null;
        try
        {
            var answer = await call();
            breaker.Succeeded();
            return answer;
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException)
        {
            if (stop.IsCancellationRequested)
                breaker.Cancelled();
            else if (breaker.Failed())
                Opened(e.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Circuit breaker of the cache opened; reading from the owning services: {Reason}")]
    partial void Opened(string reason);
}
