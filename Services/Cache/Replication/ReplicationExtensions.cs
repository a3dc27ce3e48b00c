using Microsoft.Extensions.Options;
using Social.ServiceDefaults.Discovery;

namespace Social.Caches.Replication;

static class ReplicationExtensions
{
    /// <summary>Replication: sends changes to the peers and merges theirs.</summary>
    public static void AddReplication(this WebApplicationBuilder builder)
    {
        builder.AddPeers();
        builder.Services.AddSingleton(services => new Subscribers(
            services.GetRequiredService<IOptions<CacheOptions>>().Value,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<CacheTelemetry>()
        ));
        builder.Services.AddSingleton<AntiEntropy>();
        builder.Services.AddSingleton<Mesh>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Mesh>());
    }
}
