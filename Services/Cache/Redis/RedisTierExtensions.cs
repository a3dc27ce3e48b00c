using Social.ServiceDefaults;

namespace Social.Caches.Redis;

static class RedisTierExtensions
{
    /// <summary>The second level in Redis, if the process was given one.</summary>
    public static void AddRedisTier(this WebApplicationBuilder builder)
    {
        // What Redis's absence means for health is said here, not by the package.
        if (!string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(Names.Redis)))
            builder.AddRedisDistributedCache(Names.Redis, settings => settings.DisableHealthChecks = true);
        builder.Services.AddSingleton<RedisTier>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RedisTier>());
        builder.Services.AddHealthChecks().AddCheck<RedisTier>(Names.Redis);
    }
}
