using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Social.Messaging.Consumer;
using Social.Messaging.Snapshots;

namespace Social.Messaging;

/// <summary>Declares handlers, one line each.</summary>
public sealed class EventsBuilder
{
    readonly IServiceCollection services;
    readonly Subscriptions subscriptions;

    internal EventsBuilder(IServiceCollection services, Subscriptions subscriptions) =>
        (this.services, this.subscriptions) = (services, subscriptions);

    /// <summary>
    /// Events of this type on <paramref name="topic"/> go to <typeparamref name="THandler"/>, resolved per event from a scope. The
    /// inbox remembers events under the handler's class name: renaming the class lets it see again what the broker still has.
    /// </summary>
    public EventsBuilder Handle<TEvent, THandler>(string topic)
        where TEvent : IMessage<TEvent>, new()
        where THandler : class, IEventHandler<TEvent>
    {
        services.TryAddScoped<THandler>();
        subscriptions.Add<TEvent, THandler>(topic);
        return this;
    }

    /// <summary>
    /// The command <c>republish</c> publishes these rows again, after those declared before. The service has to have a topic.
    /// </summary>
    public EventsBuilder Republish<TState>()
        where TState : class, ISnapshotPublisher
    {
        services.AddScoped<ISnapshotPublisher, TState>();
        return this;
    }
}
