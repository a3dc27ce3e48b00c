using System.Security.Claims;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Social.Contracts;
using Social.Gateway.CachedReads;
using Social.Gateway.Feed;
using Social.ServiceDefaults.Authentication;
using StackExchange.Redis;

namespace Social.Tests.Gateway.CachedReads;

/// <summary>A cache, the owners behind it, and gateways before them, over real connections.</summary>
sealed class CacheTestHost : IAsyncDisposable
{
    readonly WebApplication servers;
    readonly GrpcChannel channel;

    CacheTestHost(WebApplication servers)
    {
        this.servers = servers;
        channel = GrpcChannel.ForAddress(servers.Urls.First());
        (Connection, Redis) = FakeRedis.New();
    }

    public CacheReplica Cache => servers.Services.GetRequiredService<CacheReplica>();
    public ProfileOwner Profiles => servers.Services.GetRequiredService<ProfileOwner>();
    public PostOwner Posts => servers.Services.GetRequiredService<PostOwner>();
    public FeedOwner Feed => servers.Services.GetRequiredService<FeedOwner>();
    public FakeRedis Redis { get; }
    public IConnectionMultiplexer Connection { get; }

    public static async Task<CacheTestHost> SetAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<CacheReplica>().AddSingleton<ProfileOwner>().AddSingleton<PostOwner>().AddSingleton<FeedOwner>();
        var app = builder.Build();
        app.MapGrpcService<CacheReplica>();
        app.MapGrpcService<ProfileOwner>();
        app.MapGrpcService<PostOwner>();
        app.MapGrpcService<FeedOwner>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    /// <summary>Somebody new, as Profile knows them.</summary>
    public ProfileView Person(string username, ulong version = 1) =>
        Profiles.Rows[username] = new()
        {
            Id = username,
            Username = username,
            DisplayName = username,
            Followers = 7,
            Version = version,
        };

    public PostView Post(string id, string author, ulong version = 1) =>
        Posts.Rows[id] = new()
        {
            Id = id,
            AuthorId = author,
            Text = $"{id}, {version}",
            Likes = 3,
            Version = version,
        };

    public CallInvoker As(Guid viewer) => channel.CreateCallInvoker().Intercept(new Viewer(viewer));

    public CallInvoker AsService() => channel.CreateCallInvoker();

    public ValueTask DisposeAsync()
    {
        channel.Dispose();
        return servers.DisposeAsync();
    }
}

/// <summary>Says on whose behalf calls are made.</summary>
sealed class Viewer(Guid id) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation
    ) => continuation(request, new(context.Method, context.Host, context.Options.WithHeaders([new("viewer", id.ToString())])));
}

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
