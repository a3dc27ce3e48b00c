using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.CachedReads;

/// <summary>The system's cache itself, asked as the gateway asks it.</summary>
sealed class CacheClient : IDisposable
{
    readonly GrpcChannel channel;
    readonly byte[] key;

    CacheClient(GrpcChannel channel, byte[] key) => (this.channel, this.key) = (channel, key);

    CacheService.CacheServiceClient Cache => new(channel);

    Metadata Token =>
        new()
        {
            { "authorization", $"{ServiceToken.Scheme} {ServiceToken.Issue(key, Names.Gateway, Names.Cache, DateTimeOffset.UtcNow)}" },
        };

    public static async Task<CacheClient> OpenAsync(SystemFixture system)
    {
        var model = system.App.Services.GetRequiredService<DistributedApplicationModel>();
        var secret = await model.Resources.OfType<ParameterResource>().Single(r => r.Name == "service-secret").GetValueAsync(default);
        return new(
            GrpcChannel.ForAddress(system.App.GetEndpoint("cache", "grpc")),
            ServiceToken.Key(new TokensOptions { ServiceSecret = secret! })
        );
    }

    public async Task<CacheEntry?> FindAsync(string key) => (await GetAsync(key)).Entries.SingleOrDefault();

    /// <summary>Reads until the cache holds this key, so that the next read finds it there. One that is just starting is waited for.</summary>
    public Task HoldAsync(string key, Func<Task> read) =>
        SystemFixture.EventuallyAsync(
            async () =>
            {
                await read();
                try
                {
                    return await FindAsync(key) is { Absent: false };
                }
                catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
                {
                    return false;
                }
            },
            TimeSpan.FromSeconds(30)
        );

    /// <summary>Keeps something that no owner said: then one sees who reads it.</summary>
    public async Task KeepAsync(CacheEntry entry)
    {
        var found = await GetAsync(entry.Key);
        var request = new CacheEntries { Lease = found.Lease, Entries = { entry } };
        Assert.Equal(1, (await Cache.PutAsync(request, Token)).Kept);
    }

    async Task<CacheEntries> GetAsync(string key) => await Cache.GetAsync(new() { Keys = { key } }, Token);

    public void Dispose() => channel.Dispose();
}
