using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Social.Messaging.Outbox;

/// <summary>When a transaction commits: wakes this process's relay if it published, and does what was to follow the commit.</summary>
sealed class CommitWatch : DbTransactionInterceptor
{
    public WakeSignal Committed { get; } = new();

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => OnCommit(eventData);

    public override Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        OnCommit(eventData);
        return Task.CompletedTask;
    }

    void OnCommit(TransactionEndEventData end)
    {
        var published = AggregateLocks.PublishedIn(end.Context, end.TransactionId);
        if (published > 0)
        {
            EventTelemetry.Published.Add(published);
            Committed.Raise();
        }
        CommitActions.Run(end.Context, end.TransactionId);
    }
}
