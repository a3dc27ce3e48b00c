using Social.ServiceDefaults;

namespace Social.Caches.Second;

static class SecondExtensions
{
    /// <summary>The second level in Redis, if the process was given one.</summary>
    public static void AddSecondLevel(this WebApplicationBuilder builder)
    {
        // What Redis's absence means for health is said here, not by the package.
        if (!string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(Names.Redis)))
            builder.AddRedisDistributedCache(Names.Redis, settings => settings.DisableHealthChecks = true);
        builder.Services.AddSingleton<SecondLevel>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SecondLevel>());
        builder.Services.AddHealthChecks().AddCheck<SecondLevel>(Names.Redis);
    }
}
