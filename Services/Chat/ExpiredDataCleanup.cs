using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Social.Chats.Data;

namespace Social.Chats;

/// <summary>Deletes idempotency records and invites that are of no more use. Every instance may: deleting twice changes nothing.</summary>
sealed partial class ExpiredDataCleanup(
    IServiceScopeFactory scopes,
    IOptions<ChatOptions> options,
    TimeProvider clock,
    ILogger<ExpiredDataCleanup> log
) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
                var past = clock.GetUtcNow() - options.Value.KeepExpired;
                await db.IdempotencyRecords.Where(r => r.CreatedAt < past).ExecuteDeleteAsync(stoppingToken);
                await db.Invites.Where(i => i.ExpiresAt < past).ExecuteDeleteAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(e.Message);
            }
    }

    [LoggerMessage(LogLevel.Warning, "Cleanup of expired data failed; retrying in ten minutes: {Reason}")]
    partial void Failed(string reason);
}
