using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Social.Messaging;

static class EventOptionsSetup
{
    public static void AddEventOptions(this IServiceCollection services, IConfiguration configuration, string application) =>
        services
            .AddOptions<EventOptions>()
            .Configure(o =>
            {
                o.Kafka = configuration.GetConnectionString("kafka") ?? "";
                o.BrokerVersionFallback = configuration["Kafka:BrokerVersionFallback"];
                o.Group = application.ToLowerInvariant();
            })
            .BindConfiguration("Events")
            .ValidateDataAnnotations()
            .ValidateOnStart();
}
