using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.GrpcClients;

namespace Social.Tests.Caches.Processes;

/// <summary>Who reads through one certain replica, as the gateway would.</summary>
sealed class Reader : IAsyncDisposable
{
    readonly WebApplication app;

    public Reader(Uri replica, string name = "Gateway")
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = name, EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Tokens:ServiceSecret"] = Node.Secret, ["services:cache:grpc:0"] = replica.ToString() }
        );
        builder.AddServiceDefaults();
        builder.AddServiceClient<CacheService.CacheServiceClient>(Names.Cache, asService: true);
        builder.AddServiceClient<CachePeers.CachePeersClient>(Names.Cache, asService: true);
        app = builder.Build();
        Cache = app.Services.GetRequiredService<CacheService.CacheServiceClient>();
        Peers = app.Services.GetRequiredService<CachePeers.CachePeersClient>();
    }

    public CacheService.CacheServiceClient Cache { get; }
    public CachePeers.CachePeersClient Peers { get; }

    public async Task<ByteString> LeaseAsync() => (await Cache.GetAsync(new())).Lease;

    /// <summary>Puts the text, as read under that lease, or just now; whether it was kept.</summary>
    public async Task<bool> PutAsync(string key, ulong version, string text, ByteString? lease = null) =>
        await PutAsync([key], version, text, lease) == 1;

    public async Task<int> PutAsync(IEnumerable<string> keys, ulong version, string text, ByteString? lease = null)
    {
        var entries = keys.Select(key => new CacheEntry
        {
            Key = key,
            Version = version,
            Value = ByteString.CopyFromUtf8(text),
        });
        return (await Cache.PutAsync(new() { Entries = { entries }, Lease = lease ?? await LeaseAsync() })).Kept;
    }

    /// <summary>Null when it is not kept.</summary>
    public async Task<string?> GetAsync(string key) =>
        (await Cache.GetAsync(new() { Keys = { key } })).Entries.SingleOrDefault()?.Value.ToStringUtf8();

    public async Task<bool> AnswersAsync()
    {
        try
        {
            await Cache.GetAsync(new());
            return true;
        }
        catch (RpcException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
