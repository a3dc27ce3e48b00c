namespace Social.Auth.Throttling;

public static class ThrottleExtensions
{
    public static void AddThrottling(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ThrottleOptions>().BindConfiguration("Throttle").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<AttemptKeys>();
        builder.Services.AddScoped<LoginThrottle>();
    }
}
