using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Social.Messaging.Consumer;
using Social.Messaging.DeadLetters;
using Social.Messaging.DeletedUsers;
using Social.Messaging.Health;
using Social.Messaging.Kafka;
using Social.Messaging.Outbox;
using Social.Messaging.Snapshots;

namespace Social.Messaging;

/// <summary>What a service declares of its events, beside the context they belong to.</summary>
public static class EventExtensions
{
    /// <summary>
    /// Publishing and handling over <typeparamref name="TContext"/>. <paramref name="publishes"/> is the topic of this service's own
    /// events; null when it publishes none. Needs the connection string "kafka" (checked when the host starts). Once per service.
    /// </summary>
    public static EventsBuilder AddEvents<TContext>(this WebApplicationBuilder builder, string? publishes = null)
        where TContext : DbContext
    {
        var services = builder.Services;
        if (services.Any(s => s.ServiceType == typeof(Subscriptions)))
            throw new InvalidOperationException("AddEvents was called twice; a service has one database and so one outbox.");
        var subscriptions = new Subscriptions();
        services.TryAddSingleton(TimeProvider.System);
        services.AddEventOptions(builder.Configuration, builder.Environment.ApplicationName);
        services.AddSingleton(subscriptions);
        services.AddSingleton(new OwnTopic(publishes));
        services.AddSingleton<CommitWatch>();
        services.AddSingleton(s => new EventDatabase(s.GetRequiredService<IServiceScopeFactory>(), typeof(TContext)));
        services.AddSingleton<KafkaClients>();
        services.AddSingleton<TopicSetup>();
        services.AddSingleton<ConsumerLoop>();
        services.AddSingleton<PartitionLags>();
        services.AddSingleton<DeadLetterStore>();
        services.AddSingleton<EventApplier>();
        services.AddSingleton(s => new Redrive(
            s.GetRequiredService<EventDatabase>(),
            subscriptions,
            s.GetRequiredService<ILogger<Redrive>>()
        ));
        services.ConfigureDbContext<TContext>((s, options) => options.AddInterceptors(s.GetRequiredService<CommitWatch>()));
        services.AddHostedService<OutboxRelay>();
        services.AddHostedService<EventConsumer>();
        services.AddHostedService<RetentionCleanup>();
        services.AddHostedService<EventMonitor>();
        services.AddHealthChecks().AddCheck<EventHealth>("events");
        services.AddSingleton<Republisher>();
        services.AddKeyedSingleton<Func<string[], Task>>("redrive", (s, _) => s.GetRequiredService<Redrive>().CommandAsync);
        services.AddKeyedSingleton<Func<string[], Task>>("discard", (s, _) => s.GetRequiredService<Redrive>().DiscardCommandAsync);
        if (publishes is not null)
        {
            services.AddKeyedSingleton<Func<IServiceProvider, CancellationToken, Task>>(
                "warm-up",
                (_, _) => (s, stop) => WriteAndRollBackAsync(s.GetRequiredService<TContext>(), publishes, stop)
            );
            services.AddKeyedSingleton<Func<string[], Task>>("republish", (s, _) => s.GetRequiredService<Republisher>().CommandAsync);
        }
        return new(services, subscriptions);
    }

    /// <summary>What every write does, rolled back.</summary>
    static async Task WriteAndRollBackAsync(DbContext db, string topic, CancellationToken stop)
    {
        await using var work = await db.Database.BeginTransactionAsync(stop);
        db.Add(
            new OutboxEvent
            {
                Id = Guid.CreateVersion7(),
                Topic = topic,
                Type = "",
                Payload = [],
            }
        );
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The tables of outbox, inbox, dead letters and deleted people; called in OnModelCreating.</summary>
    public static ModelBuilder AddEventTables(this ModelBuilder model)
    {
        OutboxEvent.Map(model);
        InboxEntry.Map(model);
        DeadLetter.Map(model);
        DeletedUser.Map(model);
        return model;
    }

    /// <summary>
    /// Takes the lock of an aggregate until the transaction ends. Every writer takes it before it publishes about that aggregate,
    /// so that the order of the events is the order of the facts. Several locks are taken in one order everywhere, in one round
    /// trip: take all that a transaction needs by one call, since two calls may deadlock with another transaction's.
    /// Throws InvalidOperationException when no transaction is open.
    /// </summary>
    public static Task LockAsync(this DbContext db, IEnumerable<Guid> aggregates, CancellationToken stop) =>
        AggregateLocks.TakeAsync(db, aggregates, stop);

    /// <summary>
    /// The open transaction creates this aggregate under a new id: nobody else can know of it before the commit, so that its lock is held
    /// without asking the database. Throws InvalidOperationException when no transaction is open.
    /// </summary>
    public static void LockCreated(this DbContext db, Guid aggregate) => AggregateLocks.Add(db, aggregate);

    /// <summary>
    /// Runs <paramref name="action"/> right after the open transaction has committed, and never when it is rolled back or the process ends
    /// before: for hints, as live events are. It must neither throw nor wait. Throws InvalidOperationException when no transaction is open.
    /// </summary>
    public static void AfterCommit(this DbContext db, Action action) =>
        db.AfterCommit(() =>
        {
            action();
            return Task.CompletedTask;
        });

    /// <summary>As the other; the commit returns when <paramref name="action"/> has, which must not throw and has to end soon.</summary>
    public static void AfterCommit(this DbContext db, Func<Task> action) => CommitActions.Add(db, action);

    /// <summary>
    /// Saves an event with the next SaveChanges, in the same transaction as the state it reports. Throws InvalidOperationException
    /// when this transaction does not hold the lock of <paramref name="aggregate"/>: without it a later fact could be sent first.
    /// </summary>
    public static void Publish<TEvent>(this DbContext db, Guid aggregate, TEvent e)
        where TEvent : IMessage<TEvent> => Save(db, aggregate, e, republished: false);

    /// <summary>
    /// As <see cref="Publish"/>, for an event that repeats an earlier one: handlers see it by
    /// <see cref="EventContext.Republished"/>.
    /// </summary>
    public static void Republish<TEvent>(this DbContext db, Guid aggregate, TEvent e)
        where TEvent : IMessage<TEvent> => Save(db, aggregate, e, republished: true);

    static void Save<TEvent>(DbContext db, Guid aggregate, TEvent e, bool republished)
        where TEvent : IMessage<TEvent>
    {
        AggregateLocks.GetFor(db).MustHold(db, aggregate);
        var topic = db.GetService<OwnTopic>().Name ?? throw new InvalidOperationException("AddEvents was given no topic to publish to.");
        db.Add(OutboxEvent.From(topic, aggregate, e, db.GetService<TimeProvider>().GetUtcNow(), republished));
    }
}
