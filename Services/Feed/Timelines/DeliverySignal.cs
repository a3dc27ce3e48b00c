using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Social.Feeds.Timelines;

/// <summary>
/// Wakes <see cref="Deliveries"/> when this process has committed something. Many commits while it works are one waking; those of
/// other processes it finds by looking from time to time.
/// </summary>
public sealed class DeliverySignal : DbTransactionInterceptor
{
    readonly SemaphoreSlim signal = new(0, 1);

    /// <summary>Ends at the next commit, at once if there was one since the last time, or after <paramref name="longest"/>.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken stop) => signal.WaitAsync(longest, stop);

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Wake();

    public override Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Wake();
        return Task.CompletedTask;
    }

    void Wake()
    {
        lock (signal)
            if (signal.CurrentCount == 0)
                signal.Release();
    }
}
