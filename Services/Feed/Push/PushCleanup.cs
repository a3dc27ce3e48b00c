using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Social.Feeds.Data;
using Social.ServiceDefaults.Authentication;

namespace Social.Feeds.Push;

/// <summary>
/// Deletes the subscriptions of sessions that ended, those that no app has confirmed for as long as a session can live, and messages that
/// were sent or that nobody sends, as while push is off. Every instance may: deleting twice changes nothing.
/// </summary>
public sealed partial class PushCleanup(
    IServiceScopeFactory scopes,
    TokenVerifier tokens,
    IOptions<PushOptions> options,
    ILogger<PushCleanup> log
) : BackgroundService
{
    /// <summary>As long as a refresh token holds: whose app was not opened since has no session.</summary>
    static readonly TimeSpan SubscriptionLifetime = TimeSpan.FromDays(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.CleanupEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<FeedDbContext>();
                await DeleteExpiredAsync(db, [.. tokens.RevokedSessions], stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(e.Message);
            }
    }

    /// <param name="db">Where.</param>
    /// <param name="revoked">Sessions that ended.</param>
    /// <param name="stop">Cancels it.</param>
    public static async Task DeleteExpiredAsync(FeedDbContext db, Guid[] revoked, CancellationToken stop)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            delete from push_subscriptions where session_id = any ({revoked}) or confirmed_at < now() - {SubscriptionLifetime}
            """,
            stop
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            delete from push_deliveries
            where (due_at is null and not_before < now()) or due_at < now() - {PushSender.TimeToLive}
            """,
            stop
        );
    }

    [LoggerMessage(LogLevel.Warning, "Cleanup of push subscriptions failed; retrying: {Reason}")]
    partial void Failed(string reason);
}
