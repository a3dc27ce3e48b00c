using Microsoft.Extensions.Options;
using Social.Contracts;
using Social.ServiceDefaults;

namespace Social.Gateway.Caching;

/// <summary>Reading through the Cache service.</summary>
static class CachingExtensions
{
    public static void AddCaching(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CacheOptions>().BindConfiguration("Cache").ValidateDataAnnotations().ValidateOnStart();
        // What Redis's absence means is said here, not by the package: nothing for health.
        builder.AddRedisClient(Names.Redis, settings => settings.DisableHealthChecks = true);
        builder.AddServiceClient<CacheService.CacheServiceClient>(Names.Cache, asService: true);
        builder.AddServiceClient<AllProfiles>(Names.Profile, asService: true);
        builder.AddServiceClient<AllPosts>(Names.Post, asService: true);
        builder.Services.AddSingleton<SharedCache>();
        builder.Services.AddSingleton<Owners>();
        builder.Services.AddSingleton(services => new Near(services.GetRequiredService<IOptions<CacheOptions>>().Value));
        builder.Services.AddSingleton<Flights>();
        builder.Services.AddSingleton<Usernames>();
        builder.Services.AddSingleton<Puts>().AddHostedService(services => services.GetRequiredService<Puts>());
        // At start, so that nobody's request waits for Redis to be connected to.
        builder.Services.AddSingleton<Marks>().AddHostedService(services => services.GetRequiredService<Marks>());
        builder.Services.AddScoped<Reads>();
    }

    /// <summary>The route changes what is kept: for a while its caller reads past the cache.</summary>
    public static RouteHandlerBuilder ChangesWhatIsKept(this RouteHandlerBuilder route) => route.AddEndpointFilter<MarkWriters>();
}
