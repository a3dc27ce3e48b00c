using Microsoft.EntityFrameworkCore;
using Social.Auth.Data;
using Social.Auth.Keys;
using Social.Auth.Throttling;

namespace Social.Auth;

/// <summary>Deletes expired data: expired sessions with their tokens, old attempts, keys and aborted
/// registrations.</summary>
public sealed partial class ExpiredDataCleanup(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ExpiredDataCleanup> log)
    : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    // How long a spent token that comes back still tells of a theft; after that it is only unknown.
    static readonly TimeSpan SpentKept = TimeSpan.FromDays(7);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RemoveExpiredAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                CleanupFailed(log, e);
            }
        }
    }

    async Task RemoveExpiredAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AuthDbContext>();
        var now = clock.GetUtcNow();
        var (day, spent, covered) = (now.AddDays(-1), now - SpentKept, now - RefreshToken.Grace);
        await db.Sessions.Where(s => s.ExpiresAt < now).ExecuteDeleteAsync(stop);
        await db.EndedSessions.Where(s => s.EndedAt < now - EndedSession.Memory).ExecuteDeleteAsync(stop);
        await db.KnownAddresses.Where(a => a.LastAt < now - KnownAddress.Memory).ExecuteDeleteAsync(stop);
        await db.RefreshTokens.Where(t => t.SpentAt < spent).ExecuteDeleteAsync(stop);
        await db
            .RefreshTokens.Where(t => t.SpentAt < covered && t.EncryptedSuccessor != null)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.EncryptedSuccessor, (byte[]?)null), stop);
        var expired = KeyRing.Expired(await db.SigningKeys.AsNoTracking().ToListAsync(stop), now).Select(k => k.Id).ToList();
        await db.SigningKeys.Where(k => expired.Contains(k.Id)).ExecuteDeleteAsync(stop);
        await db.Attempts.Where(a => a.LastAt < now - LoginThrottle.Memory).ExecuteDeleteAsync(stop);
        // Nobody commits a registration a day after it began; what was committed is kept, since Profile may ask at any time.
        await db.Registrations.Where(r => r.UserId == null && r.DecidedAt < day).ExecuteDeleteAsync(stop);
    }

    [LoggerMessage(LogLevel.Warning, "Cleanup of expired data failed; retrying in the next round")]
    static partial void CleanupFailed(ILogger log, Exception e);
}
