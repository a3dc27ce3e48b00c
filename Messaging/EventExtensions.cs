using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;

namespace Social.Messaging;

/// <summary>What a service declares of its events, beside the context they belong to.</summary>
public static class EventExtensions
{
    /// <summary>
    /// Publishing and handling over <typeparamref name="TContext"/>. <paramref name="publishes"/> is the topic of this service's own
    /// events; null when it publishes none. Needs the connection string "kafka".
    /// </summary>
    public static EventsBuilder AddEvents<TContext>(this WebApplicationBuilder builder, string? publishes = null)
        where TContext : DbContext => new(builder);

    /// <summary>The tables of outbox, inbox and parked events; called in OnModelCreating.</summary>
    public static ModelBuilder AddEventTables(this ModelBuilder model) => model;

    /// <summary>
    /// Takes the lock of an aggregate until the transaction ends. Every writer takes it before it publishes about that aggregate,
    /// so that the order of the events is the order of the facts. Several locks are taken in the order of the ids.
    /// </summary>
    public static Task LockAsync(this DbContext db, IEnumerable<Guid> aggregates, CancellationToken stop) =>
        throw new NotSupportedException();

    /// <summary>Saves an event with the next SaveChanges, in the same transaction as the state it tells of.</summary>
    public static void Publish<TEvent>(this DbContext db, Guid aggregate, TEvent e)
        where TEvent : IMessage<TEvent> => throw new NotSupportedException();
}

/// <summary>Declares handlers, one line each.</summary>
public sealed class EventsBuilder(WebApplicationBuilder builder)
{
    /// <summary>Events of this type on <paramref name="topic"/> go to <typeparamref name="THandler"/>, resolved per event from a scope.</summary>
    public EventsBuilder Handle<TEvent, THandler>(string topic)
        where TEvent : IMessage<TEvent>, new()
        where THandler : class, IEventHandler<TEvent>
    {
        _ = builder;
        return this;
    }
}
