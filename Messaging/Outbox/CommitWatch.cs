using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Social.Messaging.Outbox;

/// <summary>When a transaction commits: wakes this process's relay if it published, and does what was to follow the commit.</summary>
sealed class CommitWatch : DbTransactionInterceptor
{
    public WakeSignal Committed { get; } = new();

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) =>
        OnCommitAsync(eventData).GetAwaiter().GetResult();

    public override Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    ) => OnCommitAsync(eventData);

    /// <summary>A commit that was cancelled or lost its connection may have been carried out: what follows a commit is only hints.</summary>
    public override Task TransactionFailedAsync(
        DbTransaction transaction,
        TransactionErrorEventData eventData,
        CancellationToken cancellationToken = default
    ) => eventData.Action == "Commit" ? CommitActions.RunAsync(eventData.Context, eventData.TransactionId) : Task.CompletedTask;

    Task OnCommitAsync(TransactionEndEventData end)
    {
        var published = AggregateLocks.PublishedIn(end.Context, end.TransactionId);
        if (published > 0)
        {
            EventTelemetry.Published.Add(published);
            Committed.Raise();
        }
        return CommitActions.RunAsync(end.Context, end.TransactionId);
    }
}
