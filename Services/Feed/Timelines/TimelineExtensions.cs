using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.ServiceDefaults;

namespace Social.Feeds.Timelines;

static class TimelineExtensions
{
    /// <summary>Reading home feeds, keeping those in Redis up to date, and pushing notifications through it.</summary>
    public static void AddTimelines(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<FeedOptions>().BindConfiguration("Feed").ValidateDataAnnotations().ValidateOnStart();
        // What Redis's absence means for health is said here, not by the package.
        builder.AddRedisClient(Names.Redis, settings => settings.DisableHealthChecks = true, options => options.AllowAdmin = true);
        builder.Services.AddHealthChecks().AddCheck<RedisCheck>(Names.Redis);
        builder.Services.AddSingleton<TimelineStore>();
        builder.Services.AddSingleton<NotificationPublisher>();
        builder.Services.AddSingleton<RedisRunId>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RedisRunId>());
        builder.Services.AddSingleton<TimelineUpdateSignal>();
        builder.Services.ConfigureDbContext<FeedDbContext>(
            (services, options) => options.AddInterceptors(services.GetRequiredService<TimelineUpdateSignal>())
        );
        builder.Services.AddHostedService<TimelineUpdateWorker>();
        builder.Services.AddSingleton<BuildLimit>();
        builder.Services.AddScoped<HomeTimelineReader>();
    }
}
