using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults.Database;

namespace Social.Messaging;

/// <summary>Deletes inbox entries past their retention once an hour, in small batches so that handlers need not wait.</summary>
sealed partial class RetentionCleanup(
    EventDatabase database,
    TimeProvider clock,
    IOptions<EventOptions> options,
    ILogger<RetentionCleanup> log
) : BackgroundService
{
    const int BatchSize = 1_000;
    static readonly TimeSpan FirstDelay = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    const string ExpiredText = """
        DELETE FROM inbox WHERE ctid = ANY (ARRAY(SELECT ctid FROM inbox WHERE handled_at < $1 LIMIT $2))
        """;

    /// <summary>One round; returns how many inbox entries were deleted.</summary>
    public async Task<int> RemoveExpiredAsync(CancellationToken stop)
    {
        var before = clock.GetUtcNow() - options.Value.KeepInbox;
        var all = 0;
        while (true)
        {
            await using var work = database.Open();
            await work.Db.Database.OpenConnectionAsync(stop);
            var removed = await work.Db.RunAsync(ExpiredText, stop, before, BatchSize);
            all += removed;
            if (removed < BatchSize)
                return all;
            await Task.Delay(Pause, clock, stop);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // FirstDelay after the start, for processes that do not live for an hour, but not while they are busy starting.
        await Task.Delay(FirstDelay, clock, stoppingToken);
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                Removed(log, await RemoveExpiredAsync(stoppingToken));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                RetentionCleanupFailed(log, e);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Debug, "Retention cleanup deleted {Count} inbox entries")]
    static partial void Removed(ILogger log, int count);

    [LoggerMessage(LogLevel.Warning, "Retention cleanup of the inbox failed; retrying in an hour")]
    static partial void RetentionCleanupFailed(ILogger log, Exception e);
}
