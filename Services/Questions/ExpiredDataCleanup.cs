using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Social.Questions.Data;

namespace Social.Questions;

/// <summary>Deletes idempotency records and claims of images that are of no more use. Every instance may: deleting twice changes nothing.</summary>
sealed partial class ExpiredDataCleanup(
    IServiceScopeFactory scopes,
    IOptions<QuestionsOptions> options,
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
                var db = scope.ServiceProvider.GetRequiredService<QuestionsDbContext>();
                var past = clock.GetUtcNow() - options.Value.KeepExpired;
                await db.IdempotencyRecords.Where(r => r.CreatedAt < past).ExecuteDeleteAsync(stoppingToken);
                var abandoned = clock.GetUtcNow() - ImageClaim.Lifetime;
                await db.ImageClaims.Where(c => c.ClaimedAt < abandoned).ExecuteDeleteAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(e.Message);
            }
    }

    [LoggerMessage(LogLevel.Warning, "Cleanup of expired data failed; retrying in ten minutes: {Reason}")]
    partial void Failed(string reason);
}
