using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Social.Questions.Data;

namespace Social.Questions;

/// <summary>
/// Adds views up in memory and to the questions in batches, so that reading writes nothing. A reader counts once for a question in each window.
/// An instance that is killed loses the views of one interval; one that stops in order writes them first.
/// </summary>
public sealed partial class ViewCounter(
    IServiceScopeFactory scopes,
    IOptions<QuestionsOptions> options,
    TimeProvider clock,
    ILogger<ViewCounter> log
) : BackgroundService
{
    // Beyond that readers may count twice, rather than take more memory.
    const int MaxSeen = 100_000;

    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    readonly ConcurrentDictionary<Guid, int> views = [];
    ConcurrentDictionary<(Guid Question, Guid Reader), bool> seen = [];
    DateTimeOffset windowEnd;

    public void Count(Guid question, Guid reader)
    {
        if (seen.Count < MaxSeen && seen.TryAdd((question, reader), true))
            views.AddOrUpdate(question, 1, (_, count) => count + 1);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.StoreViewsEvery, clock);
        windowEnd = clock.GetUtcNow() + options.Value.ViewWindow;
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await StoreAsync(stoppingToken);
                if (clock.GetUtcNow() >= windowEnd || seen.Count >= MaxSeen)
                    (seen, windowEnd) = ([], clock.GetUtcNow() + options.Value.ViewWindow);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(e.Message);
            }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StopTimeout);
        try
        {
            await StoreAsync(limit.Token);
        }
        catch (Exception e)
        {
            Failed(e.Message);
        }
    }

    async Task StoreAsync(CancellationToken stop)
    {
        var counted = views.ToArray();
        if (counted.Length == 0)
            return;
        var (ids, counts) = (Array.ConvertAll(counted, c => c.Key), Array.ConvertAll(counted, c => c.Value));
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<QuestionsDbContext>();
        // Questions that somebody is writing are left for the next time: nobody waits for a number.
        var busy = await db
            .Database.SqlQuery<Guid>(
                $"""
                with free as (
                    select id from questions where id = any ({ids}) for no key update skip locked
                ), stored as (
                    update questions q set views = q.views + c.count
                    from unnest({ids}, {counts}) as c (id, count) where c.id = q.id and q.id in (select id from free)
                )
                select id as "Value" from questions where id = any ({ids}) and id not in (select id from free)
                """
            )
            .ToListAsync(stop);
        foreach (var (id, count) in counted.Where(c => !busy.Contains(c.Key)))
            // What came meanwhile stays.
            if (!views.TryRemove(new(id, count)))
                views.AddOrUpdate(id, 0, (_, now) => now - count);
    }

    [LoggerMessage(LogLevel.Warning, "Storing views failed; retrying with the next batch: {Reason}")]
    partial void Failed(string reason);
}
