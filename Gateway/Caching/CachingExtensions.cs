using Microsoft.Extensions.Options;
using Social.Contracts;
using Social.Gateway.CachedReads;
using Social.Gateway.ChangeStamps;
using Social.ServiceDefaults;
using Social.ServiceDefaults.GrpcClients;

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
        builder.Services.AddSingleton<OriginLoader>();
        builder.Services.AddSingleton(services => new LocalCache(services.GetRequiredService<IOptions<CacheOptions>>().Value));
        builder.Services.AddSingleton<SingleFlight>();
        builder.Services.AddSingleton<Usernames>();
        builder.Services.AddSingleton<CacheWriteQueue>().AddHostedService(services => services.GetRequiredService<CacheWriteQueue>());
        builder.Services.AddSingleton<StampReader>();
        builder.Services.AddSingleton(services => new ViewerMemory(services.GetRequiredService<IOptions<CacheOptions>>().Value));
        builder.Services.AddScoped<RequestStamps>();
        builder.Services.AddScoped<StandingReader>();
        builder.Services.AddScoped<CachedReader>();
    }
}
