using Google.Protobuf;

namespace Social.Messaging;

/// <summary>
/// Applies one event. It runs inside a transaction on the service's database that also records the event in the inbox, so what it
/// writes there through the injected context happens once. What it does elsewhere (Redis, objects, calls) may happen twice.
/// It throws when it cannot; the event is then tried again and parked at last.
/// </summary>
public interface IEventHandler<in TEvent>
    where TEvent : IMessage<TEvent>
{
    Task Handle(TEvent e, EventContext context, CancellationToken stop);
}

/// <summary>What the envelope says of an event.</summary>
/// <param name="Id">Of the event; the same for every delivery.</param>
/// <param name="AggregateId">The key that keeps its order.</param>
/// <param name="OccurredAt">When the fact was saved, UTC.</param>
public sealed record EventContext(Guid Id, string AggregateId, DateTimeOffset OccurredAt);
