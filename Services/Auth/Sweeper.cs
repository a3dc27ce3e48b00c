using Microsoft.EntityFrameworkCore;
using Social.Auth.Data;
using Social.Auth.Keys;
using Social.Auth.Throttling;

namespace Social.Auth;

/// <summary>Removes what no longer means anything: expired sessions with their tokens, old attempts, keys and aborted
/// registrations.</summary>
public sealed partial class Sweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Sweeper> log) : BackgroundService
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
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Postponed(log, e);
            }
        }
    }

    async Task SweepAsync(CancellationToken stop)
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
            .RefreshTokens.Where(t => t.SpentAt < covered && t.CoveredSuccessor != null)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.CoveredSuccessor, (byte[]?)null), stop);
        var dead = KeyRing.Dead(await db.SigningKeys.AsNoTracking().ToListAsync(stop), now).Select(k => k.Id).ToList();
        await db.SigningKeys.Where(k => dead.Contains(k.Id)).ExecuteDeleteAsync(stop);
        await db.Attempts.Where(a => a.LastAt < now - Attempts.Memory).ExecuteDeleteAsync(stop);
        // Nobody commits a registration a day after it began; what was committed is kept, since Profile may ask at any time.
        await db.Registrations.Where(r => r.UserId == null && r.DecidedAt < day).ExecuteDeleteAsync(stop);
    }

    [LoggerMessage(LogLevel.Warning, "Sweeping failed; the next round tries again")]
    static partial void Postponed(ILogger log, Exception e);
}
