using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Social.Messaging.Consumer;
using Social.Messaging.Kafka;

namespace Social.Messaging.Broadcast;

/// <summary>Events for a process without a database.</summary>
public static class BroadcastExtensions
{
    /// <summary>
    /// Handling in every instance of a service whose state is its memory: no inbox, no dead letters. A handler receives each event at least
    /// once while the process lives, in the order of its key, and first of all what was sent since any instance stopped. When it throws, the
    /// consumer starts again at the stored offset, so it should throw only when that helps. Needs the connection string "kafka".
    /// </summary>
    public static EventsBuilder AddBroadcastEvents(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var subscriptions = new Subscriptions();
        services.TryAddSingleton(TimeProvider.System);
        services.AddEventOptions(builder.Configuration, builder.Environment.ApplicationName);
        services.AddSingleton(subscriptions);
        services.AddSingleton<KafkaClients>();
        services.AddSingleton<TopicSetup>();
        services.AddSingleton<ConsumerLoop>();
        services.AddHostedService<BroadcastConsumer>();
        services.AddHealthChecks().AddCheck<BrokerHealth>("events");
        return new(services, subscriptions);
    }
}
