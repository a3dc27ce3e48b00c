using Microsoft.Extensions.Options;
using Social.Feeds.Data;

namespace Social.Feeds.Push;

/// <summary>
/// Sends due messages to push services. Any number of replicas share the work; what one of them leaves unfinished another sends when its
/// lease is over, and so perhaps for the second time, which replaces the first on the device. It looks for messages from time to time: woken
/// by commits, it would ask the database once more for each of them.
/// </summary>
public sealed partial class PushWorker(
    IServiceScopeFactory scopes,
    PushSettings settings,
    PushComposer composer,
    PushSender sender,
    IOptions<PushOptions> options,
    ILogger<PushWorker> log
) : BackgroundService
{
    static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Keys is null)
        {
            Off();
            return;
        }
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SendAsync(stoppingToken) == options.Value.Batch) { }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(e);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // A call that is cancelled fails by its status; the host would take it for a crash.
                return;
            }
            await Task.Delay(options.Value.Poll, stoppingToken);
        }
    }

    /// <summary>Sends a batch.</summary>
    /// <returns>How many messages were due.</returns>
    public async Task<int> SendAsync(CancellationToken stop)
    {
        var due = await WithAsync(db => db.TakeDueAsync(options.Value.Batch, options.Value.Lease, stop));
        if (due.Count == 0)
            return 0;
        var composed = await composer.ComposeAsync(due, stop);
        foreach (var nothing in due.Except(composed.Select(c => c.Push)))
            await WithAsync(db => db.DropAsync(nothing, stop));
        var sending = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Concurrency, CancellationToken = stop };
        await Parallel.ForEachAsync(composed, sending, async (c, cancelled) => await SendAsync(c.Push, c.Envelope, cancelled));
        return due.Count;
    }

    async Task SendAsync(DuePush push, PushEnvelope envelope, CancellationToken stop)
    {
        var result = await sender.SendAsync(envelope, stop);
        // What was sent is noted even when this process is stopping.
        await WithAsync(db => FinishAsync(db, push, result));
    }

    Task<int> FinishAsync(FeedDbContext db, DuePush push, PushResult result)
    {
        switch (result.Outcome)
        {
            case PushOutcome.Sent:
                return db.SetSentAsync(push, options.Value.Pause, CancellationToken.None);
            case PushOutcome.Expired:
                Expired(result.Reason);
                return db.UnsubscribeAsync(push.SubscriptionId, CancellationToken.None);
            case PushOutcome.Retry when push.Attempts < options.Value.Attempts:
                return db.RetryAsync(push, Delay(push.Attempts, result.RetryAfter), CancellationToken.None);
            default:
                GivenUp(push.Attempts, result.Reason);
                return db.DropAsync(push, CancellationToken.None);
        }
    }

    /// <summary>What the push service asked for, or twice as long as the last time; an hour at most.</summary>
    TimeSpan Delay(int attempts, TimeSpan? asked)
    {
        var wanted = options.Value.RetryDelay * Math.Pow(2, attempts - 1);
        if (asked > wanted)
            wanted = asked.Value;
        return wanted < LongestDelay ? wanted : LongestDelay;
    }

    async Task<T> WithAsync<T>(Func<FeedDbContext, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<FeedDbContext>());
    }

    [LoggerMessage(LogLevel.Information, "Push is off: Push:PrivateKey is not set")]
    partial void Off();

    [LoggerMessage(LogLevel.Warning, "Sending push messages failed; those that were taken are sent when their lease is over")]
    partial void Failed(Exception e);

    [LoggerMessage(LogLevel.Information, "A push subscription was deleted: {Reason}")]
    partial void Expired(string reason);

    [LoggerMessage(LogLevel.Warning, "A push message was given up after {Attempts} attempts: {Reason}")]
    partial void GivenUp(int attempts, string reason);
}
