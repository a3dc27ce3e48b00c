using Microsoft.Extensions.Options;
using Social.ServiceDefaults;

namespace Social.Caches.Replication;

static class ReplicationExtensions
{
    /// <summary>Tells peers what changes here, and learns from them.</summary>
    public static void AddReplication(this WebApplicationBuilder builder)
    {
        builder.AddPeers();
        builder.Services.AddSingleton(services => new Followers(
            services.GetRequiredService<IOptions<CacheOptions>>().Value,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<CacheTelemetry>()
        ));
        builder.Services.AddSingleton<Comparison>();
        builder.Services.AddSingleton<Mesh>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Mesh>());
    }
}
