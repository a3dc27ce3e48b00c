using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Social.Contracts;
using Social.Gateway.CachedReads;
using Social.Gateway.Caching;
using Social.Gateway.ChangeStamps;
using Social.Gateway.Feed;
using Social.ServiceDefaults.Authentication;

namespace Social.Tests.Gateway.Fixture;

/// <summary>What one gateway has of its own.</summary>
sealed class GatewayInstance : IAsyncDisposable
{
    readonly CacheTestHost host;
    readonly SharedCache cache;
    readonly OriginLoader origin;
    readonly CacheWriteQueue writes;
    readonly SingleFlight singleFlight;
    readonly Usernames names;
    readonly LocalCache local;
    readonly StampReader stamps;
    readonly ViewerMemory memory;

    /// <param name="host">What it stands before.</param>
    /// <param name="timeout">With the cache and Redis; so much that a busy machine does not matter, unless it is what is tested.</param>
    /// <param name="clock">By which the cache is taken for away or there again; the real one if not said.</param>
    public GatewayInstance(CacheTestHost host, TimeSpan? timeout = null, TimeProvider? clock = null)
    {
        this.host = host;
        var options = Options.Create(
            new CacheOptions { CacheTimeout = timeout ?? TimeSpan.FromSeconds(5), StampTimeout = timeout ?? TimeSpan.FromSeconds(5) }
        );
        cache = new(new(host.AsService()), options, clock ?? TimeProvider.System, NullLogger<SharedCache>.Instance);
        origin = new(new(host.AsService()), new(host.AsService()));
        local = new(options.Value);
        writes = new(cache, local);
        singleFlight = new(origin, writes, TimeProvider.System);
        names = new(cache, writes);
        stamps = new(host.Connection, options, TimeProvider.System, NullLogger<StampReader>.Instance);
        memory = new(options.Value);
        _ = writes.StartAsync(CancellationToken.None);
    }

    /// <summary>A request of this person.</summary>
    public CachedReader For(Guid viewer) =>
        new(
            cache,
            local,
            names,
            singleFlight,
            origin,
            writes,
            new(new(stamps), memory, new(host.As(viewer)), new(host.As(viewer))),
            new ProfileService.ProfileServiceClient(host.As(viewer)),
            new PostService.PostServiceClient(host.As(viewer)),
            new HttpContextAccessor
            {
                HttpContext = new DefaultHttpContext { User = new(new ClaimsIdentity([new(Caller.Subject, viewer.ToString())])) },
            }
        );

    /// <summary>A request of this person for their home feed.</summary>
    public HomeReader HomeOf(Guid viewer) => new(new(host.As(viewer)), new(stamps), memory, local);

    public async ValueTask DisposeAsync()
    {
        await writes.StopAsync(CancellationToken.None);
        writes.Dispose();
        local.Dispose();
        stamps.Dispose();
        memory.Dispose();
    }
}
