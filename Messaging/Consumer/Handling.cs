using Google.Protobuf;
using Social.Messaging.Outbox;
using Social.ServiceDefaults.Database;

namespace Social.Messaging.Consumer;

static class Handling
{
    /// <summary>Runs the handler in the open transaction, up to but without the commit.</summary>
    public static Task FinishAsync(
        this EventDatabase.Work work,
        Subscription to,
        ByteString payload,
        EventContext context,
        CancellationToken stop
    ) => work.FinishAsync(to.Name, services => to.Handle(services, payload, context, stop), stop);

    /// <inheritdoc cref="FinishAsync(EventDatabase.Work, Subscription, ByteString, EventContext, CancellationToken)"/>
    public static async Task FinishAsync(
        this EventDatabase.Work work,
        string handler,
        Func<IServiceProvider, Task> handle,
        CancellationToken stop
    )
    {
        var db = work.Db;
        // A failure rolls the whole transaction back, so a savepoint at each save would only be two more round trips.
        db.Database.AutoSavepointsEnabled = false;
        await handle(work.Services);
        await db.SaveChangesAsync(stop);
        var transaction =
            db.Database.CurrentTransaction ?? throw new InvalidOperationException($"{handler} ended the transaction it ran in.");
        if (AggregateLocks.PublishedIn(db, transaction.TransactionId) > 0)
        {
            // A published event must not be lost by a crash after it was sent.
            await db.RunAsync("SET LOCAL synchronous_commit = on", stop);
        }
    }
}
