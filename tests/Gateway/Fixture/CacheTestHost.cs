using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Social.Contracts;
using StackExchange.Redis;

namespace Social.Tests.Gateway.Fixture;

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
            CreatedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch),
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
