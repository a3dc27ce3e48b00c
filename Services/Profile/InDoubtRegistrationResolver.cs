using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Profiles.Data;

namespace Social.Profiles;

/// <summary>
/// Asks Auth about registrations that are past their deadline and ends them accordingly, so that a coordinator that died blocks no
/// name. Several replicas may ask about the same one: the answer is final and both ends are repeatable.
/// </summary>
public sealed partial class InDoubtRegistrationResolver(
    IServiceScopeFactory scopes,
    AuthService.AuthServiceClient auth,
    TimeProvider clock,
    ILogger<InDoubtRegistrationResolver> log
) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SettleAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Auth or the database is away: the names stay reserved, and the next round asks again.
                Postponed(e);
            }
        }
    }

    async Task SettleAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProfileDbContext>();
        var now = clock.GetUtcNow();
        var overdue = await db
            .Reservations.Where(r => r.UserId == null && r.Deadline < now)
            .OrderBy(r => r.Deadline)
            .Select(r => r.TransactionId)
            .Take(100)
            .ToListAsync(stop);
        foreach (var transaction in overdue)
        {
            try
            {
                await SettleAsync(transaction, stop);
            }
            catch (InvalidOperationException e)
            {
                // One that cannot be ended must not hold up the others' names.
                Stuck(transaction, e);
            }
        }
    }

    async Task SettleAsync(Guid transaction, CancellationToken stop)
    {
        var request = new GetDecisionRequest { TransactionId = transaction.ToString() };
        var answer = await auth.GetDecisionAsync(request, cancellationToken: stop);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProfileDbContext>();
        if (answer.Decision == Decision.Committed)
        {
            await using var work = await db.Database.BeginTransactionAsync(stop);
            await db.CommitAsync(transaction, Guid.Parse(answer.UserId), clock.GetUtcNow(), stop);
            await work.CommitAsync(stop);
        }
        else if (answer.Decision == Decision.Aborted)
            await db.AbortAsync(transaction, stop);
        Settled(transaction, answer.Decision);
    }

    [LoggerMessage(LogLevel.Information, "In-doubt registration {Transaction} resolved: {Decision}")]
    partial void Settled(Guid transaction, Decision decision);

    [LoggerMessage(LogLevel.Error, "In-doubt registration {Transaction} cannot be resolved")]
    partial void Stuck(Guid transaction, Exception e);

    [LoggerMessage(LogLevel.Warning, "Resolving in-doubt registrations failed; retrying")]
    partial void Postponed(Exception e);
}
