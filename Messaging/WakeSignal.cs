using System.Threading.Channels;

namespace Social.Messaging;

/// <summary>
/// Wakes one background worker. It may be raised any number of times and by any thread; what is raised while the worker is busy wakes it
/// once more.
/// </summary>
public sealed class WakeSignal
{
    readonly Channel<bool> channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Raise() => channel.Writer.TryWrite(true);

    /// <summary>Ends when it is raised, at once if it was since the last time, or after <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(longest);
        try
        {
            await channel.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Not raised in time: the worker looks anyway, since another process may have left work.
        }
    }
}
