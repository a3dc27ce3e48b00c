using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;

namespace Social.Messaging.Consumer;

/// <summary>
/// One handler of one event type on one topic. <paramref name="Name"/> is what inbox and dead letters call it;
/// <paramref name="HandleBatch"/> is null when it takes one event at a time.
/// </summary>
sealed record Subscription(
    string Name,
    string Topic,
    string Type,
    Func<IServiceProvider, ByteString, EventContext, CancellationToken, Task> Handle,
    Func<IServiceProvider, IReadOnlyList<Delivery>, CancellationToken, Task>? HandleBatch
);

/// <summary>What the service declared; complete before the host starts.</summary>
sealed class Subscriptions
{
    readonly List<Subscription> all = [];
    ILookup<(string Topic, string Type), Subscription>? byType;

    public IReadOnlyCollection<string> Topics => [.. all.Select(s => s.Topic).Distinct()];

    public IEnumerable<Subscription> For(string topic, string type)
    {
        byType ??= all.ToLookup(s => (s.Topic, s.Type));
        return byType[(topic, type)];
    }

    /// <summary>The one handler of a delivery, if it takes several at once.</summary>
    public Subscription? FindBatchHandler(Delivery delivery) =>
        delivery.ParseError is null && For(delivery.Topic, delivery.Envelope.Type).ToList() is [{ HandleBatch: not null } only]
            ? only
            : null;

    public void Add<TEvent, THandler>(string topic)
        where TEvent : IMessage<TEvent>, new()
        where THandler : class, IEventHandler<TEvent>
    {
        var parser = new MessageParser<TEvent>(() => new());
        var one = new Subscription(
            typeof(THandler).Name,
            topic,
            new TEvent().Descriptor.FullName,
            (services, payload, context, stop) => services.GetRequiredService<THandler>().Handle(parser.ParseFrom(payload), context, stop),
            typeof(IEventBatchHandler<TEvent>).IsAssignableFrom(typeof(THandler))
                ? (services, many, stop) =>
                    ((IEventBatchHandler<TEvent>)services.GetRequiredService<THandler>()).Handle(
                        [.. many.Select(d => new ReceivedEvent<TEvent>(parser.ParseFrom(d.Envelope.Payload), d.Context))],
                        stop
                    )
                : null
        );
        if (all.Any(s => s.Name == one.Name && s.Type == one.Type))
            throw new InvalidOperationException($"{one.Name} handles {one.Type} twice; handlers are told apart by their class name.");
        all.Add(one);
    }
}
