using Google.Protobuf;

namespace Social.Messaging.Consumer;

/// <summary>
/// Applies one event. It runs inside a transaction on the service's database that also records the event in the inbox, so what it
/// writes there through the injected context happens once. What it does elsewhere (Redis, objects, calls) may happen twice.
/// It throws when it cannot; the event is then retried and finally dead-lettered.
/// </summary>
public interface IEventHandler<in TEvent>
    where TEvent : IMessage<TEvent>
{
    Task Handle(TEvent e, EventContext context, CancellationToken stop);
}

/// <summary>
/// Applies events that came one after another in one transaction, so that many cost little more than one. Otherwise as
/// <see cref="IEventHandler{TEvent}"/>; when anything fails, none of them is applied, and the handler then gets each alone.
/// </summary>
public interface IEventBatchHandler<TEvent> : IEventHandler<TEvent>
    where TEvent : IMessage<TEvent>
{
    /// <summary>At least one event, in the order in which they are to be applied.</summary>
    Task Handle(IReadOnlyList<ReceivedEvent<TEvent>> events, CancellationToken stop);

    Task IEventHandler<TEvent>.Handle(TEvent e, EventContext context, CancellationToken stop) => Handle([new(e, context)], stop);
}

/// <summary>An event and what its envelope says of it.</summary>
public sealed record ReceivedEvent<TEvent>(TEvent Event, EventContext Context);

/// <summary>What the envelope says of an event.</summary>
/// <param name="Id">Of the event; the same for every delivery.</param>
/// <param name="AggregateId">The key that keeps its order.</param>
/// <param name="OccurredAt">When the event was saved, UTC.</param>
/// <param name="Republished">A repetition of an earlier event for consumers that lost their state: keep the state, but notify nobody.</param>
public sealed record EventContext(Guid Id, string AggregateId, DateTimeOffset OccurredAt, bool Republished = false);
