using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Social.Messaging.Outbox;

/// <summary>What is to be done once a context's transaction has committed. As with the locks, everything hangs on the transaction's own id.</summary>
sealed class CommitActions
{
    static readonly ConditionalWeakTable<DbContext, CommitActions> Contexts = [];

    readonly List<Func<Task>> actions = [];
    Guid transaction;

    public static void Add(DbContext db, Func<Task> action)
    {
        var current =
            db.Database.CurrentTransaction ?? throw new InvalidOperationException("No transaction is open: begin one before AfterCommit.");
        var own = Contexts.GetOrCreateValue(db);
        if (own.transaction != current.TransactionId)
        {
            // What a transaction that was rolled back has left.
            own.actions.Clear();
            own.transaction = current.TransactionId;
        }
        own.actions.Add(action);
    }

    public static async Task RunAsync(DbContext? db, Guid transaction)
    {
        if (db is null || !Contexts.TryGetValue(db, out var own) || own.transaction != transaction)
            return;
        Func<Task>[] actions = [.. own.actions];
        own.actions.Clear();
        foreach (var action in actions)
            await action();
    }
}
