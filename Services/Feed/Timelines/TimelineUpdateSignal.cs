using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Social.Feeds.Timelines;

/// <summary>
/// Wakes <see cref="TimelineUpdateWorker"/> when this process has committed something. Many commits while it works are one waking; those of
/// other processes it finds by looking from time to time.
/// </summary>
public sealed class TimelineUpdateSignal : DbTransactionInterceptor
{
    readonly Channel<bool> commits = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Ends at the next commit, at once if there was one since the last time, or after <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(longest);
        try
        {
            await commits.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Nothing was committed here; the caller looks anyway.
        }
    }

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

    void Wake() => commits.Writer.TryWrite(true);
}
