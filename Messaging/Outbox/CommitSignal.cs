using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Social.Messaging.Outbox;

/// <summary>Tells this process's relay that something was committed; many commits while it works are one signal.</summary>
sealed class CommitSignal
{
    readonly Channel<bool> channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Raise() => channel.Writer.TryWrite(true);

    public async Task WaitAsync(TimeSpan atMost, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(atMost);
        try
        {
            await channel.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Nobody raised it in time; the caller looks anyway.
        }
    }
}

/// <summary>Raises the signal when a transaction that published commits.</summary>
sealed class CommitWatch(CommitSignal signal) : DbTransactionInterceptor
{
    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Committed(eventData);

    public override Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Committed(eventData);
        return Task.CompletedTask;
    }

    void Committed(TransactionEndEventData end)
    {
        var published = AggregateLocks.PublishedIn(end.Context, end.TransactionId);
        if (published > 0)
        {
            EventTelemetry.Published.Add(published);
            signal.Raise();
        }
    }
}
