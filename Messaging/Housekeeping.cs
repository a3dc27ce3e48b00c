using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Social.Messaging;

/// <summary>
/// Once an hour throws out what is older than anyone will ask for, a little at a time so that nobody waits for it; and every few seconds
/// what was still on its way about people who have just left.
/// </summary>
sealed partial class Housekeeping(EventDatabase database, TimeProvider clock, IOptions<EventOptions> options, ILogger<Housekeeping> log)
    : BackgroundService
{
    const int Some = 1_000;
    static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    // While nobody has left for so long, looking costs nothing; what takes longer to be sent is found by the hour.
    static readonly TimeSpan Recent = TimeSpan.FromMinutes(2);

    const string Sent = """
        DELETE FROM outbox WHERE ctid = ANY (ARRAY(SELECT ctid FROM outbox WHERE sent_at < $1 LIMIT $2))
        """;

    // What was still unsent when its person went. Not by when it occurred: a writer that had the lock first may have read its clock last.
    const string Forgotten = """
        DELETE FROM outbox WHERE ctid = ANY (ARRAY(
            SELECT o.ctid FROM gone g JOIN outbox o
            ON o.sent_at IS NOT NULL AND position(convert_to(g.user_id::text, 'UTF8') IN o.payload) > 0
            WHERE g.gone_at > $1 AND o.type <> ALL ('{social.events.v1.AccountDeleted,social.events.v1.UserDeleted}') LIMIT $2))
        """;
    const string Known = """
        DELETE FROM inbox WHERE ctid = ANY (ARRAY(SELECT ctid FROM inbox WHERE handled_at < $1 LIMIT $2))
        """;

    /// <summary>One round; how many rows of outbox and inbox went.</summary>
    public async Task<(int Sent, int Known)> SweepAsync(CancellationToken stop) =>
        (await SweepAsync(Sent, options.Value.KeepSent, stop), await SweepAsync(Known, options.Value.KeepInbox, stop));

    /// <summary>Throws out what was sent about people who went of late; how many events.</summary>
    public Task<int> ForgetAsync(CancellationToken stop) => SweepAsync(Forgotten, Recent, stop);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(ForgetEveryMomentAsync(stoppingToken), SweepEveryHourAsync(stoppingToken));

    async Task ForgetEveryMomentAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Moment, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ForgetAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                NotForgotten(log, e.GetBaseException().Message);
            }
        }
    }

    async Task SweepEveryHourAsync(CancellationToken stoppingToken)
    {
        // Soon after the start, for processes that do not live for an hour, but not while they are busy starting.
        await Task.Delay(Soon, clock, stoppingToken);
        using var timer = new PeriodicTimer(Hour, clock);
        do
        {
            try
            {
                var (sent, known) = await SweepAsync(stoppingToken);
                sent += await SweepAsync(Forgotten, options.Value.KeepSent, stoppingToken);
                Swept(log, sent, known);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                NotSwept(log, e);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task<int> SweepAsync(string text, TimeSpan keep, CancellationToken stop)
    {
        var before = clock.GetUtcNow() - keep;
        var all = 0;
        while (true)
        {
            await using var work = database.Open();
            await work.Db.Database.OpenConnectionAsync(stop);
            var gone = await work.Db.RunAsync(text, stop, before, Some);
            all += gone;
            if (gone < Some)
            {
                return all;
            }
            await Task.Delay(Pause, clock, stop);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Thrown out: {Sent} sent events, {Known} inbox entries")]
    static partial void Swept(ILogger log, int sent, int known);

    [LoggerMessage(LogLevel.Debug, "Events about people who left stay for now: {Reason}")]
    static partial void NotForgotten(ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "Old rows of outbox and inbox stay until the next hour")]
    static partial void NotSwept(ILogger log, Exception e);
}
