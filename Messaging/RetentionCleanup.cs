using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Social.Messaging;

/// <summary>
/// Deletes outbox and inbox rows past their retention once an hour, in small batches so that writers need not wait; and every few seconds
/// sent events about recently deleted users.
/// </summary>
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
    static readonly TimeSpan DeletedUserInterval = TimeSpan.FromSeconds(5);

    // While nobody has left for so long, looking costs nothing; what takes longer to be sent is found by the hour.
    static readonly TimeSpan Recent = TimeSpan.FromMinutes(2);

    const string Sent = """
        DELETE FROM outbox WHERE ctid = ANY (ARRAY(SELECT ctid FROM outbox WHERE sent_at < $1 LIMIT $2))
        """;

    // What was still unsent when its person went. Not by when it occurred: a writer that had the lock first may have read its clock last.
    const string OfDeletedUsers = """
        DELETE FROM outbox WHERE ctid = ANY (ARRAY(
            SELECT o.ctid FROM gone g JOIN outbox o
            ON o.sent_at IS NOT NULL AND position(convert_to(g.user_id::text, 'UTF8') IN o.payload) > 0
            WHERE g.gone_at > $1 AND o.type <> ALL ('{social.events.v1.AccountDeleted,social.events.v1.UserDeleted}') LIMIT $2))
        """;
    const string Known = """
        DELETE FROM inbox WHERE ctid = ANY (ARRAY(SELECT ctid FROM inbox WHERE handled_at < $1 LIMIT $2))
        """;

    /// <summary>One round; how many rows of outbox and inbox went.</summary>
    public async Task<(int Sent, int Known)> RemoveExpiredAsync(CancellationToken stop) =>
        (await RemoveExpiredAsync(Sent, options.Value.KeepSent, stop), await RemoveExpiredAsync(Known, options.Value.KeepInbox, stop));

    /// <summary>Throws out what was sent about people who went of late; how many events.</summary>
    public Task<int> RemoveEventsOfDeletedUsersAsync(CancellationToken stop) => RemoveExpiredAsync(OfDeletedUsers, Recent, stop);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(RemoveEventsOfDeletedUsersRegularlyAsync(stoppingToken), RemoveExpiredRegularlyAsync(stoppingToken));

    async Task RemoveEventsOfDeletedUsersRegularlyAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(DeletedUserInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RemoveEventsOfDeletedUsersAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                RemovingEventsOfDeletedUsersFailed(log, e.GetBaseException().Message);
            }
        }
    }

    async Task RemoveExpiredRegularlyAsync(CancellationToken stoppingToken)
    {
        // FirstDelay after the start, for processes that do not live for an hour, but not while they are busy starting.
        await Task.Delay(FirstDelay, clock, stoppingToken);
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                var (sent, known) = await RemoveExpiredAsync(stoppingToken);
                sent += await RemoveExpiredAsync(OfDeletedUsers, options.Value.KeepSent, stoppingToken);
                Removed(log, sent, known);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                RetentionCleanupFailed(log, e);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task<int> RemoveExpiredAsync(string text, TimeSpan keep, CancellationToken stop)
    {
        var before = clock.GetUtcNow() - keep;
        var all = 0;
        while (true)
        {
            await using var work = database.Open();
            await work.Db.Database.OpenConnectionAsync(stop);
            var gone = await work.Db.RunAsync(text, stop, before, BatchSize);
            all += gone;
            if (gone < BatchSize)
            {
                return all;
            }
            await Task.Delay(Pause, clock, stop);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Retention cleanup deleted {Sent} sent events and {Known} inbox entries")]
    static partial void Removed(ILogger log, int sent, int known);

    [LoggerMessage(LogLevel.Debug, "Deleting events of deleted users failed; retrying: {Reason}")]
    static partial void RemovingEventsOfDeletedUsersFailed(ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "Retention cleanup of outbox and inbox failed; retrying in an hour")]
    static partial void RetentionCleanupFailed(ILogger log, Exception e);
}
