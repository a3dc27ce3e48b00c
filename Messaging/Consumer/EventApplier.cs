using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Social.Messaging.DeadLetters;
using Social.ServiceDefaults.Diagnostics;

namespace Social.Messaging.Consumer;

/// <summary>Applies a delivery: once, skips a duplicate or unhandled type, or dead-letters it. It retries until cancelled.</summary>
sealed partial class EventApplier(
    EventDatabase database,
    Subscriptions subscriptions,
    DeadLetterStore deadLetters,
    TimeProvider clock,
    IOptions<EventOptions> options,
    ILogger<EventApplier> log
) : IDisposable
{
    readonly EventOptions options = options.Value;
    readonly SemaphoreSlim connections = new(options.Value.Parallel);
    readonly Outage outage = new();

    /// <summary>Applies deliveries of one partition, in one transaction where <see cref="Subscriptions.FindBatchHandler"/> allows it.</summary>
    public async Task ApplyAsync(IReadOnlyList<Delivery> run, CancellationToken stop)
    {
        if (run.Count > 1 && subscriptions.FindBatchHandler(run[0]) is { } to && await ApplyBatchAsync(to, run, stop))
            return;
        foreach (var delivery in run)
            await ApplyAsync(delivery, stop);
    }

    async Task ApplyAsync(Delivery delivery, CancellationToken stop)
    {
        if (delivery.ParseError is not null)
        {
            await PersistAsync(DeadLetterStore.Envelope, delivery, (_, _) => deadLetters.AddMalformedAsync(delivery, stop), stop);
            return;
        }
        var interested = false;
        foreach (var to in subscriptions.For(delivery.Topic, delivery.Envelope.Type))
        {
            interested = true;
            await PersistAsync(to.Name, delivery, (final, failures) => StepAsync(to, delivery, final, failures, stop), stop);
        }
        if (!interested)
            EventTelemetry.Skipped.Add(1, EventTelemetry.Topic(delivery.Topic));
    }

    public void Dispose() => connections.Dispose();

    /// <summary>All or nothing: false when they have to be applied one by one, with retries and dead letters.</summary>
    async Task<bool> ApplyBatchAsync(Subscription to, IReadOnlyList<Delivery> run, CancellationToken stop)
    {
        await connections.WaitAsync(stop);
        try
        {
            using var span = EventTelemetry.Source.StartActivity(
                $"{to.Name} {to.Type}",
                ActivityKind.Consumer,
                parentContext: default,
                links: run.Select(Link).OfType<ActivityLink>()
            );
            await using var work = database.Open();
            await using var transaction = await work.Db.Database.BeginTransactionAsync(stop);
            if (!await work.Db.EnterAllAsync(to.Name, run, stop))
                return false;
            await work.FinishAsync(to.Name, services => to.HandleBatch!(services, run, stop), stop);
            await transaction.CommitAsync(stop);
            EventTelemetry.Handled.Add(run.Count, EventTelemetry.Handler(to.Name));
            return true;
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            OneByOne(log, to.Name, run.Count, e.GetBaseException().Message);
            return false;
        }
        finally
        {
            connections.Release();
        }
    }

    static ActivityLink? Link(Delivery delivery) =>
        ActivityContext.TryParse(delivery.Envelope.TraceParent, null, isRemote: true, out var write) ? new(write) : null;

    /// <summary>Repeats a step until it returns true; after enough failures it receives the last one, to dead-letter the event.</summary>
    async Task PersistAsync(string handler, Delivery delivery, Func<Exception?, int, Task<bool>> step, CancellationToken stop)
    {
        var retries = new RetryState(options, clock);
        Exception? final = null;
        while (true)
        {
            var wait = false;
            await connections.WaitAsync(stop);
            try
            {
                if (await step(final, retries.Failures))
                {
                    outage.End();
                    return;
                }
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                var failure = FailureClassifier.Classify(e);
                wait = final is not null || !retries.RecordFailure(failure);
                final ??= wait ? null : e;
                EventTelemetry.Retried.Add(1, EventTelemetry.Handler(handler));
                // While a dependency is down, every event of every partition fails until it is back.
                if (failure != FailureKind.DependencyDown || outage.Begin())
                    Failing(log, handler, delivery.Envelope.Type, delivery.EventId, failure, e.GetBaseException().Message);
            }
            finally
            {
                connections.Release();
            }
            if (wait)
                await Task.Delay(retries.Delay, clock, stop);
        }
    }

    async Task<bool> StepAsync(Subscription to, Delivery delivery, Exception? final, int failures, CancellationToken stop)
    {
        if (final is not null)
            return await deadLetters.AddAsync(to.Name, delivery, final, failures, stop);
        switch (await OnceAsync(to, delivery, stop))
        {
            case Entry.Entered:
                EventTelemetry.Handled.Add(1, EventTelemetry.Handler(to.Name));
                return true;
            case Entry.Known:
                EventTelemetry.Duplicates.Add(1, EventTelemetry.Handler(to.Name));
                return true;
            default:
                return await deadLetters.AddBehindAsync(to.Name, delivery, stop);
        }
    }

    async Task<Entry> OnceAsync(Subscription to, Delivery delivery, CancellationToken stop)
    {
        ActivityContext.TryParse(delivery.Envelope.TraceParent, null, isRemote: true, out var parent);
        using var span = EventTelemetry.Source.StartActivity($"{to.Name} {delivery.Envelope.Type}", ActivityKind.Consumer, parent);
        await using var work = database.Open();
        await using var transaction = await work.Db.Database.BeginTransactionAsync(stop);
        var entry = await work.Db.EnterAsync(to.Name, delivery, stop);
        if (entry == Entry.Entered)
        {
            await work.FinishAsync(to, delivery.Envelope.Payload, delivery.Context, stop);
            await transaction.CommitAsync(stop);
        }
        return entry;
    }

    [LoggerMessage(LogLevel.Information, "{Handler} failed to apply a batch of {Count} events and applies them one by one: {Reason}")]
    static partial void OneByOne(ILogger log, string handler, int count, string reason);

    [LoggerMessage(LogLevel.Warning, "{Handler} failed to apply {Type} {EventId} ({Failure}): {Reason}")]
    static partial void Failing(ILogger log, string handler, string type, Guid eventId, FailureKind failure, string reason);
}
