using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Social.Messaging;

namespace Social.Feeds.Timelines;

/// <summary>
/// Wakes <see cref="TimelineUpdateWorker"/> when this process has committed something; updates of other processes it finds by polling.
/// </summary>
public sealed class TimelineUpdateSignal : DbTransactionInterceptor
{
    readonly WakeSignal committed = new();

    /// <inheritdoc cref="WakeSignal.WaitAsync"/>
    public Task WaitAsync(TimeSpan longest, CancellationToken stop) => committed.WaitAsync(longest, stop);

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => committed.Raise();

    public override Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        committed.Raise();
        return Task.CompletedTask;
    }
}
