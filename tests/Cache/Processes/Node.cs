using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Social.Caches.Api;
using Social.Caches.Events;
using Social.Caches.Redis;
using Social.Caches.Replication;
using Social.Caches.Store;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;

namespace Social.Tests.Caches.Processes;

/// <summary>A replica in this process: the real program but for its first lines, and a reader of it.</summary>
sealed class Node : IAsyncDisposable
{
    public const string Secret = "a secret that only these tests know, 0123456789";

    readonly WebApplication app;
    readonly MeterListener listener = new();
    readonly ConcurrentDictionary<string, long> counts = new();

    Node(WebApplication app)
    {
        this.app = app;
        var ours = app.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Scope == ours)
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, count, tags, _) =>
            {
                var name = instrument.Name["social.cache.".Length..];
                foreach (var tag in tags)
                    name += $" {tag.Value}";
                counts.AddOrUpdate(name, count, (_, before) => before + count);
            }
        );
        listener.Start();
    }

    public Uri Http => new(app.Urls.First());
    public Uri Rpc => new(app.Urls.Last());
    public Reader Reader { get; private set; } = null!;

    /// <summary>A counter by its name and tags, such as <c>received digest yes</c>.</summary>
    public long this[string figure] => counts.GetValueOrDefault(figure);

    public static IEnumerable<KeyValuePair<string, string?>> Settings(IEnumerable<Uri> peers) =>
        peers
            .Select((address, index) => KeyValuePair.Create<string, string?>($"services:cache:grpc:{index}", address.ToString()))
            .Append(new("Tokens:ServiceSecret", Secret))
            .Append(new("ConnectionStrings:kafka", "127.0.0.1:1"))
            .Append(new("Cache:Compare", "00:00:00.2"));

    public static async Task<Node> StartAsync(IEnumerable<Uri> peers, params KeyValuePair<string, string?>[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Cache", EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0", "http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(Settings(peers)).AddInMemoryCollection(settings);
        builder.AddServiceDefaults();
        builder.Services.AddSingleton<IKeySource, Nobody>();
        builder.AddReplica();
        builder.AddReplication();
        builder.AddRedisTier();
        builder.AddInvalidations();
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapGrpcService<CacheApi>();
        app.MapGrpcService<PeersApi>();
        // It counts from its first moment.
        var node = new Node(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        node.Reader = new(node.Rpc);
        return node;
    }

    /// <summary>As an event does that only this replica has received yet: the row has this version now.</summary>
    public void Invalidate(string key, ulong version) =>
        app.Services.GetRequiredService<Invalidations>().ApplyInvalidation(key, version, new(Guid.NewGuid(), "", DateTimeOffset.UtcNow));

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await Reader.DisposeAsync();
        await app.DisposeAsync();
    }

    /// <summary>No person calls a cache.</summary>
    sealed class Nobody : IKeySource
    {
        public Task<TrustView> GetAsync(CancellationToken stop) => Task.FromResult(new TrustView());
    }
}
