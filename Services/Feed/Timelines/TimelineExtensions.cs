namespace Social.Feeds.Timelines;

static class TimelineExtensions
{
    /// <summary>Reading home feeds, and keeping those in Redis up to date.</summary>
    public static void AddTimelines(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<FeedOptions>().BindConfiguration("Feed").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<TimelineStore>();
        builder.Services.AddSingleton<Epoch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Epoch>());
        builder.Services.AddHostedService<Deliveries>();
        builder.Services.AddScoped<Home>();
    }
}
